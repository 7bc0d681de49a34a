import type { ShiftSession } from '../../actions/shift-session.ts';
import type { StandingEntry } from '../../domain/shift-state.ts';
import { Row, Rows } from '../../ui/row.tsx';
import { formatCountdown, say } from '../../words/i18n.ts';
import { useNow } from '../use-now.ts';
import { describeSubject } from './describe-subject.ts';
import { openOf } from './open-of.ts';
import { degrees } from './reason-words.ts';
import { SubjectName } from './subject-name.tsx';
import { waitClock } from './wait-clock.ts';
import { waitKind } from './wait-kind.ts';

const clockLabels = {
  left: 'gate.due-in',
  due: 'gate.due-for',
  since: 'gate.waits-since',
} as const;

interface ParkedRowsProps {
  readonly session: ShiftSession;
  readonly onOpen: (entry: StandingEntry) => void;
}

/** Everybody who waits, with their clocks in view. */
export function ParkedRows({ session, onOpen }: ParkedRowsProps) {
  const now = useNow(1_000);
  return (
    <Rows label={say('top.parked')}>
      {openOf(session).map((entry) => (
        <ParkedRow
          key={`${entry.id.segmentId}/${entry.id.number}`}
          entry={entry}
          session={session}
          now={now}
          onOpen={onOpen}
        />
      ))}
    </Rows>
  );
}

function ParkedRow(props: ParkedRowsProps & { entry: StandingEntry; now: number }) {
  const { session, entry, now, onOpen } = props;
  const { policy } = session;
  const { facts } = entry;
  const kind = waitKind(entry);
  const wait = waitClock(entry, policy, now);
  const isDue = wait.kind === 'due';
  const isEarlier = session.earlierCases.includes(entry);
  const who = describeSubject(facts.subject, session.roster);
  const reading = facts.reading
    ? say('gate.reading', {
        site: say(`site.${facts.reading.site}`),
        reading: degrees(facts.reading.temperatureTenths),
      })
    : null;
  const clock = formatCountdown(wait.ms);
  return (
    <Row
      {...(kind === 'held'
        ? { verdict: 'stop' as const }
        : kind === 'second-reading' || kind === 'decision'
          ? { verdict: 'check' as const }
          : { icon: 'clock' as const })}
      title={<SubjectName who={who} />}
      after={say(`wait.${kind}`)}
      detail={[
        isEarlier ? say('case.earlier') : null,
        who.room,
        kind === 'second-reading' ? say(`site.${policy.secondSite}`) : reading,
      ]
        .filter(Boolean)
        .join(say('subject.comma'))}
      end={clock}
      endLabel={say(clockLabels[wait.kind], { clock })}
      {...(isDue && { endNote: say('gate.due') })}
      isDue={isDue}
      onClick={() => onOpen(entry)}
    />
  );
}
