import type { EntryRow } from '../../../protocol/entries.ts';
import { VerdictMark } from '../../../ui/verdict-mark.tsx';
import { formatTime, say } from '../../../words/i18n.ts';
import { EmptyNote } from '../parts/state-note.tsx';
import { EntryName } from './entry-name.tsx';
import { reasonWords, temperatureWords } from './entry-words.ts';
import css from './household-trail.module.css';
import { DayHeading, daysOfRows } from './ledger-days.tsx';

interface HouseholdTrailProps {
  /** Newest first. */
  rows: readonly EntryRow[];
  currentId: string;
  zone: string;
  isFull: boolean;
}

export function HouseholdTrail({ rows, currentId, zone, isFull }: HouseholdTrailProps) {
  if (rows.length === 0) return <EmptyNote>{say('household.empty')}</EmptyNote>;
  return daysOfRows(rows, zone).map((day) => (
    <section key={day.startsAt}>
      <h3 class={css.day}>
        <DayHeading startsAt={day.startsAt} zone={zone} />
      </h3>
      <ol class={css.trail}>
        {day.rows.map((row) => (
          <Step key={row.id} row={row} isCurrent={row.id === currentId} isFull={isFull} />
        ))}
      </ol>
    </section>
  ));
}

interface StepProps {
  row: EntryRow;
  isCurrent: boolean;
  isFull: boolean;
}

function Step({ row, isCurrent, isFull }: StepProps) {
  const about = [row.gateName, reasonWords(row), temperatureWords(row)];
  return (
    <li class={isCurrent ? css.current : undefined} aria-current={isCurrent}>
      <span>{formatTime(row.at)}</span>
      <VerdictMark verdict={row.verdict} shows="figure" />
      <span>
        <span class={row.state === 'undone' ? css.undone : undefined}>
          <EntryName row={row} isFull={isFull} /> {say(`direction.${row.direction}`)}
        </span>
        <span class={css.about}>{about.filter(Boolean).join(say('list.comma'))}</span>
      </span>
    </li>
  );
}
