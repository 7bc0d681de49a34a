import type { ShiftSession } from '../../actions/shift-session.ts';
import type { GatePassing } from '../../domain/passings.ts';
import type { ExitQuota } from '../../domain/policy.ts';
import type { Reason } from '../../domain/reason.ts';
import { isCounted } from '../../domain/rules/household-exits.ts';
import type { StandingEntry } from '../../domain/shift-state.ts';
import { streetCalendar } from '../../domain/street-calendar.ts';
import { Fact } from '../../ui/facts.tsx';
import { MaskedName } from '../../ui/masked-name.tsx';
import { formatTime, say } from '../../words/i18n.ts';
import { describeSubject } from './describe-subject.ts';

/** As many as fit beside the rule. */
const mostTrips = 2;

export interface QuotaFactsProps {
  readonly session: ShiftSession;
  readonly entry: StandingEntry;
  readonly reasons: readonly Reason[];
}

/** Who of the household went out and came back, how fresh that is, and the rule. */
export function QuotaFacts({ session, entry, reasons }: QuotaFactsProps) {
  const { passings, policy, roster } = session;
  const { household } = describeSubject(entry.facts.subject, roster);
  const { quota } = policy;
  if (!quota || !household || !isOfQuota(reasons)) return null;
  const from = streetCalendar(entry.at, policy.timeZone).dayStart(quota.periodDays - 1);
  const history = passings.ofHousehold(household.id).filter(({ at }) => at < entry.at);
  const trips = tripsOf(history, quota).filter(({ out }) => out.at >= from);
  const heardAt = session.passingsHeardAt;
  return (
    <>
      <Fact
        label={say('quota.went')}
        note={
          heardAt === null
            ? say('quota.never-heard')
            : say('quota.heard', { time: formatTime(heardAt) })
        }
      >
        {trips.slice(-mostTrips).map(({ out, back }) => {
          const person =
            out.rosterNumber === null ? null : roster?.byRosterNumber(out.rosterNumber);
          const times = { out: formatTime(out.at), back: back ? formatTime(back.at) : '' };
          return (
            <div key={`${out.id.segmentId}/${out.id.number}`}>
              <b>{person ? <MaskedName name={person.name} /> : say('out-now.somebody')}</b>{' '}
              {say(back ? 'quota.went-back' : 'quota.went-out', times)}
            </div>
          );
        })}
      </Fact>
      <Fact label={say('quota.rule')}>
        {say('quota.rule-words', { days: quota.periodDays, persons: quota.persons })}
        {quota.maxOutMinutes > 0 && say('quota.rule-hours', { minutes: quota.maxOutMinutes })}
      </Fact>
    </>
  );
}

/** The household's exits stand behind the verdict. */
export const isOfQuota = (reasons: readonly Reason[]): boolean =>
  reasons.some(({ code }) => code === 'quota-used' || code === 'overstay-cost');

interface Trip {
  readonly out: GatePassing;
  readonly back: GatePassing | null;
}

const tripsOf = (history: readonly GatePassing[], quota: ExitQuota): Trip[] =>
  history.flatMap((out, place): Trip[] => {
    if (out.direction !== 'out' || !isCounted(out, quota)) return [];
    const next = history
      .slice(place + 1)
      .find(({ rosterNumber }) => rosterNumber === out.rosterNumber);
    return [{ out, back: next?.direction === 'in' ? next : null }];
  });
