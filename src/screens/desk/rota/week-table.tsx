import { useMemo, useState } from 'preact/hooks';
import type { ListedVolunteer } from '../../../protocol/rota.ts';
import { say } from '../../../words/i18n.ts';
import { calendarDayWords } from './rota-words.ts';
import { stepBetweenCells } from './step-between-cells.ts';
import type { WeekDay, WeekRow } from './week-cells.ts';
import { WeekLine } from './week-line.tsx';
import css from './week-table.module.css';

interface WeekTableProps {
  rows: readonly WeekRow[];
  days: readonly WeekDay[];
  today: string;
  volunteers: ReadonlyMap<string, ListedVolunteer>;
  zone: string;
  /** The cell that the Tab key comes to. */
  first: { readonly gateId: string | null; readonly day: string };
  onOpen: (gateId: string, day: string) => void;
}

/** Gates down, days across; the arrows go from cell to cell, which are one stop of the Tab key. */
export function WeekTable({ rows, days, today, volunteers, zone, first, onOpen }: WeekTableProps) {
  const [here, setHere] = useState(first);
  const gateId = rows.find(({ gate }) => gate.id === here.gateId)?.gate.id ?? rows[0]?.gate.id;
  const day = days.find((one) => one.day === here.day)?.day ?? days[0]?.day ?? '';
  const heads = useMemo(() => days.map((one) => calendarDayWords(one.day, zone)), [days, zone]);
  return (
    <div class={css.wide}>
      <table class={css.week}>
        <thead>
          <tr>
            <th scope="col">{say('column.gate')}</th>
            {days.map((one, across) => {
              const empty = rows.filter(({ cells }) => cells[across]?.length === 0).length;
              return (
                <th
                  key={one.day}
                  scope="col"
                  {...(one.day === today && { 'aria-current': 'date' as const })}
                >
                  {heads[across]}
                  {empty > 0 && one.day >= today && (
                    <span class={css.empty}>{say('rota-desk.gates-empty', { count: empty })}</span>
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody onKeyDown={stepBetweenCells}>
          {rows.map((row) => (
            <WeekLine
              key={row.gate.id}
              row={row}
              days={days}
              heads={heads}
              today={today}
              volunteers={volunteers}
              zone={zone}
              stop={row.gate.id === gateId ? day : null}
              onHere={setHere}
              onOpen={onOpen}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
