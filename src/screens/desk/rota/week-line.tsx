import { useMemo } from 'preact/hooks';
import type { ListedVolunteer } from '../../../protocol/rota.ts';
import { WeekCell } from './week-cell.tsx';
import type { WeekDay, WeekRow } from './week-cells.ts';

interface WeekLineProps {
  row: WeekRow;
  days: readonly WeekDay[];
  /** The days in words. */
  heads: readonly string[];
  today: string;
  volunteers: ReadonlyMap<string, ListedVolunteer>;
  zone: string;
  /** The day that the Tab key comes to; null: it comes to another gate. */
  stop: string | null;
  onHere: (here: { gateId: string; day: string }) => void;
  onOpen: (gateId: string, day: string) => void;
}

/** One gate's week. A street has thousands of turns: a step from cell to cell makes anew only the lines it touches. */
export function WeekLine(props: WeekLineProps) {
  const { row, days, heads, today, volunteers, zone, stop, onHere, onOpen } = props;
  return useMemo(() => {
    const { gate, cells } = row;
    return (
      <tr>
        <th scope="row">
          {gate.name}
          {gate.name !== gate.compoundName && <span>{gate.compoundName}</span>}
        </th>
        {days.map(({ day }, across) => (
          <td key={day}>
            <WeekCell
              label={`${gate.name} ${heads[across]}`}
              shifts={cells[across] ?? []}
              volunteers={volunteers}
              zone={zone}
              isOver={day < today}
              isStop={day === stop}
              onFocus={() => onHere({ gateId: gate.id, day })}
              onOpen={() => onOpen(gate.id, day)}
            />
          </td>
        ))}
      </tr>
    );
  }, [row, days, heads, today, volunteers, zone, stop, onHere, onOpen]);
}
