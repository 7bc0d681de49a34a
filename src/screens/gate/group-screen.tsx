import { groupOf } from '../../actions/begin-group.ts';
import type { ShiftSession } from '../../actions/shift-session.ts';
import type { Direction, Verdict } from '../../domain/entry.ts';
import type { StandingEntry } from '../../domain/shift-state.ts';
import { Button } from '../../ui/button.tsx';
import { Row, Rows } from '../../ui/row.tsx';
import { Acts, Grow, Screen } from '../../ui/screen.tsx';
import { VerdictField } from '../../ui/verdict-field.tsx';
import { say } from '../../words/i18n.ts';
import type { PhoneWiring } from '../shift/phone-wiring.ts';
import { describeSubject } from './describe-subject.ts';
import type { GroupProgress } from './group-progress.ts';
import { degrees } from './reason-words.ts';
import { ShiftTop } from './shift-top.tsx';
import { SubjectName } from './subject-name.tsx';

export interface GroupScreenProps {
  readonly session: ShiftSession;
  readonly wiring: PhoneWiring;
  readonly direction: Direction;
  readonly progress: GroupProgress;
  readonly onOpen: (entry: StandingEntry) => void;
  readonly onNext: () => void;
}

/** What came of a family or a car: one verdict for all, and each of them. */
export function GroupScreen(props: GroupScreenProps) {
  const { session, wiring, direction, progress, onOpen, onNext } = props;
  const entries = groupOf(session, progress.group);
  const vehicle = progress.shared.find((one) => one.kind === 'vehicle');
  const passed = entries.filter(({ facts }) => facts.outcome === 'passed').length;
  const left = entries.length - passed;
  return (
    <Screen
      acts={
        <Acts>
          <Button kind="main" note={say('verdict-screen.next-note')} onClick={onNext}>
            {say('act.next')}
          </Button>
        </Acts>
      }
    >
      <VerdictField
        verdict={verdictOf(entries, progress)}
        top={
          <ShiftTop
            session={session}
            wiring={wiring}
            direction={direction}
            isHeading={false}
            hasParked
          />
        }
        why={
          <>
            {vehicle && <div>{vehicle.plate}</div>}
            {entries.length < progress.people
              ? say('group.not-measured', { people: progress.people, measured: entries.length })
              : left === 0
                ? say('group.all-passed', { count: passed })
                : say('group.not-all', { passed, left })}
          </>
        }
      />
      <Rows label={say('group.people')}>
        {entries.map((entry) => {
          const { facts } = entry;
          const who = describeSubject(facts.subject, session.roster);
          return (
            <Row
              key={`${entry.id.segmentId}/${entry.id.number}`}
              verdict={facts.outcome === 'passed' ? 'pass' : facts.verdict}
              title={<SubjectName who={who} />}
              after={say(`outcome.${facts.outcome}`)}
              end={facts.reading ? degrees(facts.reading.temperatureTenths) : '—'}
              onClick={() => onOpen(entry)}
            />
          );
        })}
      </Rows>
      <Grow />
    </Screen>
  );
}

/** The gravest that still stands; whoever was not measured holds all of them. */
function verdictOf(entries: readonly StandingEntry[], { people }: GroupProgress): Verdict {
  const left = entries.filter(({ facts }) => facts.outcome !== 'passed');
  if (left.some(({ facts }) => facts.verdict === 'stop')) return 'stop';
  return left.length > 0 || entries.length < people ? 'check' : 'pass';
}
