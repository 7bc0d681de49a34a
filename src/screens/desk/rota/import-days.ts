import { streetDay } from '../../../domain/street-time.ts';
import type { RotaFileRow } from '../../../protocol/rota.ts';

export interface ImportDay {
  /** 'YYYY-MM-DD' of the street. */
  readonly day: string;
  readonly turns: number;
  readonly gates: number;
  readonly people: number;
}

/** What a file says, day by day. */
export function importDays(rows: readonly RotaFileRow[], zone: string): ImportDay[] {
  const byDay = grouped(rows, ({ startsAt }) => streetDay(startsAt, zone));
  return [...byDay.entries()]
    .map(([day, some]) => ({
      day,
      turns: some.length,
      gates: new Set(some.map(({ gateId }) => gateId)).size,
      people: peopleOf(some),
    }))
    .toSorted((one, other) => one.day.localeCompare(other.day));
}

/** Of one name and number. */
export const peopleOf = (rows: readonly RotaFileRow[]): number =>
  new Set(rows.map(({ name, phone }) => `${name} ${phone}`)).size;

export interface ImportGate {
  readonly gateId: string;
  readonly turns: number;
  readonly people: number;
}

export function importGates(rows: readonly RotaFileRow[]): ImportGate[] {
  const byGate = grouped(rows, ({ gateId }) => gateId);
  return [...byGate.entries()].map(([gateId, some]) => ({
    gateId,
    turns: some.length,
    people: peopleOf(some),
  }));
}

function grouped(
  rows: readonly RotaFileRow[],
  keyOf: (row: RotaFileRow) => string,
): Map<string, RotaFileRow[]> {
  const groups = new Map<string, RotaFileRow[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}
