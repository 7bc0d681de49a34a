import type { PulledGate } from '../protocol/pull.ts';
import { database } from '../storage/database.ts';
import { forgetPassings, passingTables } from '../storage/passing-pages.ts';
import {
  forgetRoster,
  generationOf,
  readRosterChain,
  rosterTables,
} from '../storage/roster-chain.ts';
import { toldTables } from '../storage/told-gates.ts';

interface PulledPlaces {
  readonly gates: readonly PulledGate[];
  readonly gone: readonly string[];
  /** The server's name for these two. */
  readonly version: string | undefined;
}

/** Gates as the server names them now. One that is gone stays, marked, until its open shift is closed. */
export async function saveGates({ gates, gone, version }: PulledPlaces): Promise<void> {
  const { gates: table, shifts, marks } = database;
  const told = toldTables();
  const tables = [table, shifts, marks, ...rosterTables(), ...passingTables(), ...told];
  await database.transaction('rw', tables, async () => {
    for (const gate of gates) await saveGate(gate);
    const listed = new Set(gates.map(({ id }) => id));
    await table.filter(({ id }) => !listed.has(id)).modify({ isListed: false });
    const worked = await shifts.filter((shift) => shift.closedAt === null).toArray();
    const isWorked = (id: string): boolean => worked.some((shift) => shift.gateId === id);
    for (const id of gone.filter(isWorked)) await table.update(id, { isGone: true });
    for (const id of gone.filter((one) => !isWorked(one))) {
      await table.delete(id);
      await forgetRoster(id);
      await forgetPassings(id);
      for (const one of told) await one.delete(id);
    }
    if (version !== undefined) await marks.put({ name: 'gatesVersion', value: version });
  });
}

async function saveGate(gate: PulledGate): Promise<void> {
  const { gates: table } = database;
  const { id, name, compoundId, compoundName, cardEpoch, cardTag } = gate;
  const { rosterGeneration, rosterBytes } = gate;
  const known = await table.get(id);
  // Another place's roster may go by the same number, or there may be none: this one's people are not at this gate.
  const chain = known && known.compoundId !== compoundId ? await readRosterChain(id) : null;
  if (chain && (rosterBytes === 0 || generationOf(chain) === rosterGeneration)) {
    await forgetRoster(id);
  }
  const oldCardTags =
    known && known.cardTag !== cardTag
      ? [...known.oldCardTags, known.cardTag]
      : (known?.oldCardTags ?? []);
  await table.put({
    id,
    name,
    compoundId,
    compoundName,
    cardEpoch,
    cardTag,
    oldCardTags: oldCardTags.filter((tag) => tag !== cardTag),
    rosterGeneration,
    rosterBytes,
    isListed: true,
  });
}
