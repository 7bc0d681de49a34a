import type { EntryRow } from '../../../protocol/entries.ts';
import { VerdictMark } from '../../../ui/verdict-mark.tsx';
import { formatTimeToSecond, say } from '../../../words/i18n.ts';
import { stepBetweenRows } from '../parts/step-between-rows.ts';
import { EntryDirection } from './entry-direction.tsx';
import { EntryName, homeWords } from './entry-name.tsx';
import { degrees, doubtWords, isReadingOdd, namesTogether, reasonWords } from './entry-words.ts';
import { DayHeading, daysOfRows } from './ledger-days.tsx';
import css from './ledger-table.module.css';

export interface LedgerRowsProps {
  rows: readonly EntryRow[];
  selectedId: string | null;
  zone: string;
  /** The panel says who is on duty; the reason needs the room. */
  isBesidePanel: boolean;
  onSelect: (row: EntryRow) => void;
}

const COLUMNS = [
  'time',
  'direction',
  'name',
  'home',
  'temperature',
  'verdict',
  'reason',
  'gate',
  'on-duty',
] as const;

/** As the register is printed. Each row opens by its time; up and down go from row to row. */
export function LedgerTable({ rows, selectedId, zone, isBesidePanel, onSelect }: LedgerRowsProps) {
  return (
    <table class={`${css.table} ${isBesidePanel ? css.beside : ''}`}>
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <th key={column} scope="col" class={`${css.head} ${css[column]}`}>
              {say(`column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      {daysOfRows(rows, zone).map((day) => (
        <tbody key={day.startsAt} onKeyDown={stepBetweenRows}>
          {day.needsHeading && (
            <tr class={css.day}>
              <th scope="rowgroup" colSpan={COLUMNS.length}>
                <DayHeading startsAt={day.startsAt} zone={zone} />
              </th>
            </tr>
          )}
          {day.rows.map((row) => (
            <Row key={row.id} row={row} isSelected={row.id === selectedId} onSelect={onSelect} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

interface RowProps {
  row: EntryRow;
  isSelected: boolean;
  onSelect: (row: EntryRow) => void;
}

function Row({ row, isSelected, onSelect }: RowProps) {
  const look = [
    css.row,
    isSelected ? css.selected : '',
    row.state === 'undone' ? css.undone : '',
    doubtWords(row).length > 0 ? css.doubtful : '',
  ];
  const reason = reasonWords(row);
  const onDuty = namesTogether(row.onDuty);
  const home = homeWords(row);
  return (
    <tr class={look.join(' ')} aria-current={isSelected} onClick={() => onSelect(row)}>
      <td class={css.time}>
        <button type="button" data-row={row.id} aria-expanded={isSelected}>
          {formatTimeToSecond(row.at)}
        </button>
      </td>
      <td>
        <EntryDirection direction={row.direction} />
      </td>
      <td>
        <EntryName row={row} />
      </td>
      <td title={home}>{home}</td>
      <td class={css.temperature}>
        {row.temperatureTenths === null ? (
          <span class={css.quiet}>{say('entry.not-measured')}</span>
        ) : (
          <span class={isReadingOdd(row) ? css.odd : undefined}>
            {degrees(row.temperatureTenths)}
          </span>
        )}
      </td>
      <td class={css.verdict}>
        <VerdictMark verdict={row.verdict} />
      </td>
      <td class={css.reason} title={reason}>
        {reason}
      </td>
      <td title={row.gateName}>{row.gateName}</td>
      <td class={css['on-duty']} title={onDuty}>
        {onDuty}
      </td>
    </tr>
  );
}
