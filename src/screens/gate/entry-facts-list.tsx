import type { ShiftSession } from '../../actions/shift-session.ts';
import type { StandingEntry } from '../../domain/shift-state.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { formatTime, say } from '../../words/i18n.ts';
import { describeSubject } from './describe-subject.ts';
import css from './entry-facts-list.module.css';
import { householdLine } from './household-line.ts';
import { degrees } from './reason-words.ts';
import { sayCodes } from './shown-words.ts';
import { SubjectName } from './subject-name.tsx';

/** Who, what was measured, and when: the facts under a verdict. */
export function EntryFactsList({
  session,
  entry,
  hasWho = true,
  hasTime = true,
}: {
  session: ShiftSession;
  entry: StandingEntry;
  /** Off below a head that says it already. */
  hasWho?: boolean;
  /** Off where it is now, and there is more to read. */
  hasTime?: boolean;
}) {
  const { facts } = entry;
  const who = describeSubject(facts.subject, session.roster);
  const line = householdLine(session, who.household);
  return (
    <Facts>
      {hasWho && (
        <Fact label={say('facts.who')} note={line ?? (who.name ? who.detail : undefined)}>
          <b>
            {who.room && <span class={css.room}>{who.room}</span>}
            <SubjectName who={who} />
          </b>
        </Fact>
      )}
      <Fact label={say('facts.measured')} note={sayBeside(entry, session)}>
        {sayReading(facts)}
      </Fact>
      {hasTime && (
        <Fact label={say('facts.at')}>
          {formatTime(entry.at)} {say(`direction.${facts.direction}`)}
        </Fact>
      )}
      {entry.decisionNote && <Fact label={say('facts.decided')}>{entry.decisionNote}</Fact>}
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
