import { database, type GateRow } from '../storage/database.ts';

/** A phone that may work at all gates of a street hears for those that it works at. */
const GATES_AT_MOST = 8;

/** The gates where this phone worked last come first. */
export async function workedGates(gates: readonly GateRow[]): Promise<GateRow[]> {
  const lastAt = new Map<string, number>();
  for (const { gateId, startedAt } of await database.shifts.toArray()) {
    lastAt.set(gateId, Math.max(startedAt, lastAt.get(gateId) ?? 0));
  }
  const last = ({ id }: GateRow): number => lastAt.get(id) ?? 0;
  return gates.toSorted((a, b) => last(b) - last(a)).slice(0, GATES_AT_MOST);
}
