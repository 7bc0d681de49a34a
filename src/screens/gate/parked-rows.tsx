import type { ShiftSession } from '../../actions/shift-session.ts';
import { dueAt } from '../../domain/parking.ts';
import type { StandingEntry } from '../../domain/shift-state.ts';
import { Row, Rows } from '../../ui/row.tsx';
import { formatCountdown, say } from '../../words/i18n.ts';
import { useNow } from '../shift/use-now.ts';
import { describeSubject } from './describe-subject.ts';
import { degrees } from './reason-words.ts';
import { SubjectName } from './subject-name.tsx';
import { waitKind } from './wait-kind.ts';

interface ParkedRowsProps {
  readonly session: ShiftSession;
  readonly onOpen: (entry: StandingEntry) => void;
}

/** Everybody who waits, with their clocks in view. */
export function ParkedRows({ session, onOpen }: ParkedRowsProps) {
  const now = useNow(1_000);
  return (
    <Rows label={say('top.parked')}>
      {session.state.open.map((entry) => (
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
  const due = dueAt(entry, policy);
  const leftMs = due === null ? null : due - now;
  const isDue = leftMs !== null && leftMs <= 0;
  const who = describeSubject(facts.subject, session.roster);
  const reading = facts.reading
    ? say('gate.reading', {
        site: say(`site.${facts.reading.site}`),
        reading: degrees(facts.reading.temperatureTenths),
      })
    : say('gate.no-reading');
  const clock = formatCountdown(leftMs === null || isDue ? now - (due ?? entry.at) : leftMs);
  return (
    <Row
      {...(kind === 'held'
        ? { verdict: 'stop' as const }
        : kind === 'second-reading' || kind === 'decision'
          ? { verdict: 'check' as const }
          : { icon: 'clock' as const })}
      title={<SubjectName who={who} />}
      after={say(`wait.${kind}`)}
      detail={[who.room, kind === 'second-reading' ? say(`site.${policy.secondSite}`) : reading]
        .filter(Boolean)
        .join(say('subject.comma'))}
      end={clock}
      endLabel={
        isDue
          ? say('gate.due-for', { clock })
          : leftMs === null
            ? say('gate.waits-since', { clock })
            : say('gate.due-in', { clock })
      }
      {...(isDue && { endNote: say('gate.due') })}
      isDue={isDue}
      onClick={() => onOpen(entry)}
    />
  );
}
