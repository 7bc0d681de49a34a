import { database, type RosterDeltaRow, type RosterRow } from './database.ts';

/** A gate's roster as it came: a whole file, and what was told since. */
export interface RosterChain {
  readonly base: RosterRow;
  /** Each goes on where the one before it ends. */
  readonly deltas: readonly RosterDeltaRow[];
}

/** The tables that keep rosters, for transactions that take one away. */
export const rosterTables = () => [database.rosters, database.rosterDeltas] as const;

const deltasOf = (gateId: string) =>
  database.rosterDeltas
    .where('[gateId+from]')
    .between([gateId, 0], [gateId, Number.POSITIVE_INFINITY], true, true);

export async function readRosterChain(gateId: string): Promise<RosterChain | null> {
  const base = await database.rosters.get(gateId);
  if (!base) return null;
  const deltas: RosterDeltaRow[] = [];
  let generation = base.generation;
  for (const delta of await deltasOf(gateId).toArray()) {
    if (delta.from !== generation) continue;
    deltas.push(delta);
    generation = delta.to;
  }
  return { base, deltas };
}

/** The generation that all of it together makes. */
export const generationOf = ({ base, deltas }: RosterChain): number =>
  deltas.at(-1)?.to ?? base.generation;

export const saveWholeRoster = (row: RosterRow): Promise<void> =>
  database.transaction('rw', rosterTables(), async () => {
    await database.rosters.put(row);
    await deltasOf(row.gateId).delete();
  });

/** Unless another window was faster: then what it follows is no longer the last. */
export const saveRosterDelta = (row: RosterDeltaRow, cardEpoch: number): Promise<void> =>
  database.transaction('rw', rosterTables(), async () => {
    const chain = await readRosterChain(row.gateId);
    if (!chain || generationOf(chain) !== row.from || chain.base.cardEpoch !== cardEpoch) return;
    await database.rosterDeltas.put(row);
  });

export async function forgetRoster(gateId: string): Promise<void> {
  await database.transaction('rw', rosterTables(), async () => {
    await database.rosters.delete(gateId);
    await deltasOf(gateId).delete();
  });
}

const isStill = (base: RosterRow, now: RosterRow | undefined): boolean =>
  now?.savedAt === base.savedAt && now.generation === base.generation;

/** Nothing of it can be used. Unless a pull has brought another one meanwhile. */
export const letGoOfRoster = ({ base }: RosterChain): Promise<void> =>
  database.transaction('rw', rosterTables(), async () => {
    if (isStill(base, await database.rosters.get(base.gateId))) await forgetRoster(base.gateId);
  });

/** The file is sound, what was laid over it is not: it serves until the next pull brings a whole one. */
export async function letGoOfDeltas({ base }: RosterChain): Promise<void> {
  if (base.wantsWhole) return;
  await database.transaction('rw', database.rosters, async () => {
    const row = await database.rosters.get(base.gateId);
    if (row && isStill(base, row)) await database.rosters.put({ ...row, wantsWhole: true });
  });
}
