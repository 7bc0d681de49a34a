import type { ShiftSession } from '../../actions/shift-session.ts';
import type { Reason } from '../../domain/reason.ts';
import type { StandingEntry } from '../../domain/shift-state.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { formatTime, say } from '../../words/i18n.ts';
import { describeSubject } from './describe-subject.ts';
import css from './entry-facts-list.module.css';
import { householdLine } from './household-line.ts';
import { isOfQuota, QuotaFacts } from './quota-facts.tsx';
import { degrees } from './reason-words.ts';
import { sayCodes, sayTold } from './shown-words.ts';
import { SubjectName } from './subject-name.tsx';

/** Who, what was measured, and when: the facts under a verdict. */
export function EntryFactsList({
  session,
  entry,
  hasWho = true,
  hasTime = true,
  reasons = [],
}: {
  session: ShiftSession;
  entry: StandingEntry;
  /** Off below a head that says it already. */
  hasWho?: boolean;
  /** Off where it is now, and there is more to read. */
  hasTime?: boolean;
  /** Those that the household's history stands behind bring it with them. */
  reasons?: readonly Reason[];
}) {
  const { facts } = entry;
  const who = describeSubject(facts.subject, session.roster);
  const isQuota = isOfQuota(reasons);
  const told = sayTold(facts.shown, session.policy);
  const line = householdLine(session, who.household);
  return (
    <Facts>
      {hasWho && (
        <Fact
          label={say('facts.who')}
          note={isQuota ? undefined : (line ?? (who.name ? who.detail : undefined))}
        >
          <b>
            {who.room && <span class={css.room}>{who.room}</span>}
            <SubjectName who={who} />
          </b>
        </Fact>
      )}
      {!isQuota && (
        <Fact label={say('facts.measured')} note={sayBeside(entry, session)}>
          {sayReading(facts)}
        </Fact>
      )}
      {hasTime && !told && !isQuota && (
        <Fact label={say('facts.at')}>
          {formatTime(entry.at)} {say(`direction.${facts.direction}`)}
        </Fact>
      )}
      <QuotaFacts session={session} entry={entry} reasons={reasons} />
      {told && <Fact label={say('facts.told')}>{told}</Fact>}
      {(entry.decisionNote || entry.decidedBy) && (
        <Fact label={say('facts.decided')}>
          {entry.decidedBy && entry.decisionNote
            ? say('facts.by', { note: entry.decisionNote, by: entry.decidedBy })
            : entry.decisionNote || entry.decidedBy}
        </Fact>
      )}
    </Facts>
  );
}

export const sayReading = ({ reading }: StandingEntry['facts']): string =>
  reading
    ? say('gate.reading', {
        site: say(`site.${reading.site}`),
        reading: degrees(reading.temperatureTenths),
      })
    : say('gate.no-reading');

/** What was seen beside the reading: the mask, and both codes if they were looked at. */
export function sayBeside({ facts, at }: StandingEntry, { policy }: ShiftSession): string {
  const mask = say(facts.mask ? 'facts.mask-on' : 'facts.mask-off');
  const codes = sayCodes(facts.shown, at, policy.timeZone);
  return codes ? [mask, codes].join(say('subject.comma')) : mask;
}
