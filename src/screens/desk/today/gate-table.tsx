import { formatTime, say } from '../../../words/i18n.ts';
import { namesTogether } from '../ledger/entry-words.ts';
import table from '../parts/desk-table.module.css';
import { GateMark } from '../parts/gate-mark.tsx';
import { numberWords } from '../parts/number-words.ts';
import { TableScroll } from '../parts/table-scroll.tsx';
import { GateSpark, mostOfAnyHour } from './gate-spark.tsx';
import css from './gate-table.module.css';
import type { GateLook, GateOfToday } from './gates-today.ts';
import { gateName } from './today-wants.tsx';

interface GateTableProps {
  gates: readonly GateOfToday[];
  now: number;
  zone: string;
}

const MARKS: Record<GateLook, 'plain' | 'silent' | 'shut'> = {
  on: 'plain',
  silent: 'silent',
  late: 'silent',
  shut: 'shut',
};

/** Every gate of the day in the order of the tree, silent ones red. */
export function GateTable({ gates, now, zone }: GateTableProps) {
  const most = mostOfAnyHour(gates.map(({ today }) => today));
  return (
    <TableScroll label={say('today.table')}>
      <table class={`${table.table} ${css.gates}`}>
        <thead>
          <tr>
            <th scope="col">{say('today.column-gate')}</th>
            <th scope="col" class={css.duty}>
              {say('today.column-duty')}
            </th>
            <th scope="col">{say('today.column-hours')}</th>
            <th scope="col" class={table.number}>
              {say('today.column-total')}
            </th>
            <th scope="col" class={table.number}>
              {say('today.column-heard')}
            </th>
            <th scope="col" class={table.number}>
              {say('today.column-unsent')}
            </th>
          </tr>
        </thead>
        <tbody>
          {gates.map((gate) => {
            const { look, today, guarded, passings } = gate;
            const duty = dutyWords(gate, zone);
            return (
              <tr key={gate.gate.id} class={look === 'silent' ? css.silent : undefined}>
                <th scope="row">
                  <span class={css.gate}>
                    <GateMark guards={guarded.kind} look={MARKS[look]} />
                    <span>
                      <b>{gateName(gate, gates)}</b>
                      <span class={css.under}>{duty}</span>
                    </span>
                  </span>
                </th>
                <td class={`${css.duty} ${table.quiet}`} title={duty}>
                  {duty}
                </td>
                <td class={css.plot}>
                  <GateSpark gate={today} most={most} now={now} zone={zone} />
                </td>
                <td class={table.number}>{numberWords(passings)}</td>
                <td class={table.number}>
                  {today.heardAt === null ? (
                    <span class={table.quiet}>{say('today.not-open')}</span>
                  ) : (
                    <span class={look === 'silent' ? css.stop : undefined}>
                      {formatTime(today.silentSince ?? today.heardAt, zone)}
                    </span>
                  )}
                </td>
                <td class={table.number}>
                  <Unsent gate={gate} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </TableScroll>
  );
}

function Unsent({ gate: { unsent, look, today } }: { gate: GateOfToday }) {
  if (unsent === null) return <span class={css.stop}>{say('today.unsent-unknown')}</span>;
  if (today.shifts.length === 0 && look !== 'on') return null;
  return unsent === 0 ? <span class={css.none}>0</span> : <b>{numberWords(unsent)}</b>;
}

function dutyWords({ onDuty, today, look }: GateOfToday, zone: string): string {
  if (onDuty.length > 0) return namesTogether(onDuty);
  if (today.opensAt !== null) {
    const time = formatTime(today.opensAt, zone);
    return say(look === 'late' ? 'today.nobody-came' : 'today.opens-at', { time });
  }
  return today.shifts.length === 0 ? say('today.nobody-on') : '';
}
