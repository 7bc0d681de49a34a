import { database, type ToldRow } from './database.ts';

/** What the server tells a gate beside its roster: marks and contacts, the street's notices, the gate's day, the handbook. */
export const TOLD = ['briefings', 'notices', 'gateDays', 'handbooks'] as const;
export type Told = (typeof TOLD)[number];

/** For transactions. */
export const toldTables = () => TOLD.map((what) => database[what]);

export const readTold = (what: Told, gateId: string): Promise<ToldRow | undefined> =>
  database[what].get(gateId);

export async function saveTold(what: Told, row: ToldRow): Promise<void> {
  await database[what].put(row);
}

/** Of no use any more: the next pull fetches it anew. Unless that has come already. */
export async function letGoOfTold(what: Told, { gateId, etag }: ToldRow): Promise<void> {
  await database[what]
    .where('gateId')
    .equals(gateId)
    .filter((row) => row.etag === etag)
    .delete();
}
