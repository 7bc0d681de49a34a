import { VerdictMark } from '../../../ui/verdict-mark.tsx';
import { formatTime, say } from '../../../words/i18n.ts';
import { stepBetweenRows } from '../parts/step-between-rows.ts';
import { EntryDirection } from './entry-direction.tsx';
import { EntryName, homeWords } from './entry-name.tsx';
import { doubtWords, isReadingOdd, reasonWords, temperatureWords } from './entry-words.ts';
import { DayHeading, daysOfRows } from './ledger-days.tsx';
import css from './ledger-rows.module.css';
import type { LedgerRowsProps } from './ledger-table.tsx';

/** The same rows where a table does not fit: two lines each, the whole row opens. */
export function LedgerRows({ rows, selectedId, zone, onSelect }: LedgerRowsProps) {
  return daysOfRows(rows, zone).map((day) => (
    <section key={day.startsAt}>
      {day.needsHeading && (
        <h2 class={css.day}>
          <DayHeading startsAt={day.startsAt} zone={zone} />
        </h2>
      )}
      <ol class={css.rows} onKeyDown={stepBetweenRows}>
        {day.rows.map((row) => (
          <li key={row.id}>
            <button
              type="button"
              data-row={row.id}
              class={`${css.row} ${row.id === selectedId ? css.selected : ''} ${doubtWords(row).length > 0 ? css.doubtful : ''}`}
              onClick={() => onSelect(row)}
            >
              <span class={`${css.line} ${row.state === 'undone' ? css.undone : ''}`}>
                <span class={css.time}>{formatTime(row.at)}</span>
                <EntryDirection direction={row.direction} />
                <b class={css.name}>
                  <EntryName row={row} />
                </b>
                <VerdictMark verdict={row.verdict} />
              </span>
              <span class={css.line}>
                <span class={css.about}>
                  {[homeWords(row), row.gateName, reasonWords(row)]
                    .filter((words) => words !== '')
                    .join(say('list.comma'))}
                </span>
                <span class={isReadingOdd(row) ? css.odd : css.reading}>
                  {temperatureWords(row)}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  ));
}
