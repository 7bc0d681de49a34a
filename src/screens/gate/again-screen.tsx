import { type EarlierVisitor, earlierVisitor } from '../../actions/earlier-visitor.ts';
import type { ShiftSession } from '../../actions/shift-session.ts';
import type { Direction } from '../../domain/entry.ts';
import { NoRows, Row, Rows } from '../../ui/row.tsx';
import { Grow, Screen } from '../../ui/screen.tsx';
import { formatTime, say } from '../../words/i18n.ts';
import type { PhoneWiring } from '../shift/phone-wiring.ts';
import { useNow } from '../use-now.ts';
import { describeSubject } from './describe-subject.ts';
import { ShiftTop } from './shift-top.tsx';
import { SubjectName } from './subject-name.tsx';

export interface AgainScreenProps {
  readonly session: ShiftSession;
  readonly wiring: PhoneWiring;
  readonly direction: Direction;
  readonly onVisitor: (visitor: EarlierVisitor) => void;
  readonly onLeave: () => void;
}

/** Visitors of this shift, who came last first: the courier's sixth time is a tap and a key. */
export function AgainScreen({ session, wiring, direction, onVisitor, onLeave }: AgainScreenProps) {
  const now = useNow(60_000);
  const visitors = earlierVisitor(session, '', now);
  return (
    <Screen
      top={
        <ShiftTop
          session={session}
          wiring={wiring}
          direction={direction}
          title={say('again.title')}
          onBack={onLeave}
        />
      }
    >
      {visitors.length === 0 && <NoRows>{say('again.none')}</NoRows>}
      <Rows label={say('again.title')}>
        {visitors.map((one) => {
          const { last, visitor, times } = one;
          const vehicle = one.shown.find(({ kind }) => kind === 'vehicle');
          const plate = vehicle?.kind === 'vehicle' ? vehicle.plate : visitor.plate;
          return (
            <Row
              key={`${last.id.segmentId}/${last.id.number}`}
              title={<SubjectName who={describeSubject(last.facts.subject, session.roster)} />}
              after={plate}
              detail={[
                say('again.times', {
                  last: `${formatTime(last.at)} ${say(`direction.${last.facts.direction}`)}`,
                  times,
                }),
                visitor.purpose,
              ]
                .filter(Boolean)
                .join(say('subject.comma'))}
              onClick={() => onVisitor(one)}
            />
          );
        })}
      </Rows>
      <Grow />
    </Screen>
  );
}
