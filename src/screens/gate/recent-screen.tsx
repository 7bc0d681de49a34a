import type { ShiftSession } from '../../actions/shift-session.ts';
import type { StandingEntry } from '../../domain/shift-state.ts';
import { NoRows, Row, Rows } from '../../ui/row.tsx';
import { Screen } from '../../ui/screen.tsx';
import { formatTime, say } from '../../words/i18n.ts';
import type { PhoneWiring } from '../shift/phone-wiring.ts';
import { describeSubject } from './describe-subject.ts';
import { degrees } from './reason-words.ts';
import { ShiftTop } from './shift-top.tsx';
import { SubjectName } from './subject-name.tsx';

export interface RecentScreenProps {
  readonly session: ShiftSession;
  readonly wiring: PhoneWiring;
  readonly onOpen: (entry: StandingEntry) => void;
  readonly onLeave: () => void;
}

/** This shift's entries on this phone, newest first. */
export function RecentScreen({ session, wiring, onOpen, onLeave }: RecentScreenProps) {
  const entries = session.state.entries.toReversed();
  return (
    <Screen
      top={
        <ShiftTop session={session} wiring={wiring} title={say('recent.title')} onBack={onLeave} />
      }
    >
      {entries.length === 0 && <NoRows>{say('recent.none')}</NoRows>}
      {session.unreadable > 0 && (
        <NoRows>{say('recent.unreadable', { count: session.unreadable })}</NoRows>
      )}
      <Rows label={say('recent.title')}>
        {entries.map((entry) => {
          const { facts } = entry;
          const who = describeSubject(facts.subject, session.roster);
          return (
            <Row
              key={`${entry.id.segmentId}/${entry.id.number}`}
              verdict={facts.verdict}
              title={<SubjectName who={who} />}
              after={who.room ?? ''}
              detail={[
                formatTime(entry.at),
                say(`direction.${facts.direction}`),
                say(`outcome.${facts.outcome}`),
                entry.corrected ? say('recent.corrected') : '',
              ]
                .filter(Boolean)
                .join(say('subject.comma'))}
              end={facts.reading ? degrees(facts.reading.temperatureTenths) : '—'}
              onClick={() => onOpen(entry)}
            />
          );
        })}
      </Rows>
    </Screen>
  );
}
