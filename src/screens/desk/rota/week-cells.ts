import type { ListedTurn } from '../../../protocol/rota.ts';
import type { GateOption } from '../parts/gate-options.ts';
import type { DaySpan } from './rota-list.ts';

export interface WeekDay extends DaySpan {
  /** 'YYYY-MM-DD'. */
  readonly day: string;
}

/** Of one stretch of hours: who stands there, in the order given; nobody in a gap between turns. */
export interface WeekShift {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly turns: readonly ListedTurn[];
}

export interface WeekRow {
  readonly gate: GateOption;
  /** One for each day, by start: turns that begin on it, and gaps in it. Empty: nobody is planned. */
  readonly cells: readonly (readonly WeekShift[])[];
}

export const weekRows = (
  gates: readonly GateOption[],
  turns: readonly ListedTurn[],
  days: readonly WeekDay[],
): WeekRow[] => {
  const byGate = grouped(turns, ({ gateId }) => gateId);
  return gates.map((gate) => {
    const own = byGate.get(gate.id) ?? [];
    return { gate, cells: days.map((day) => shiftsOf(own, day)) };
  });
};

function shiftsOf(turns: readonly ListedTurn[], { begin, end }: WeekDay): WeekShift[] {
  const beginning = turns.filter(({ startsAt }) => startsAt >= begin && startsAt < end);
  const shifts = grouped(beginning, ({ startsAt, endsAt }) => `${startsAt} ${endsAt}`);
  return [
    ...[...shifts.values()].flatMap((together): WeekShift[] => {
      const [first] = together;
      return first ? [{ startsAt: first.startsAt, endsAt: first.endsAt, turns: together }] : [];
    }),
    ...gapsOf(turns, begin, end),
  ].toSorted((one, other) => one.startsAt - other.startsAt || one.endsAt - other.endsAt);
}

/** Hours of a day between its first and its last turn in which nobody is planned. */
function gapsOf(turns: readonly ListedTurn[], begin: number, end: number): WeekShift[] {
  const gaps: WeekShift[] = [];
  let covered: number | null = null;
  for (const { startsAt, endsAt } of turns.toSorted((a, b) => a.startsAt - b.startsAt)) {
    if (startsAt >= end || endsAt <= begin) continue;
    if (covered !== null && startsAt > covered) {
      gaps.push({ startsAt: covered, endsAt: startsAt, turns: [] });
    }
    covered = Math.max(covered ?? endsAt, endsAt);
  }
  return gaps;
}

function grouped(
  turns: readonly ListedTurn[],
  keyOf: (turn: ListedTurn) => string,
): ReadonlyMap<string, readonly ListedTurn[]> {
  const groups = new Map<string, ListedTurn[]>();
  for (const turn of turns) {
    const group = groups.get(keyOf(turn));
    if (group) group.push(turn);
    else groups.set(keyOf(turn), [turn]);
  }
  return groups;
}
