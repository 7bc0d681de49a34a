import { database, type ToldRow } from './database.ts';

/** What the server tells a gate beside its roster: whom the desk has marked and whom to call; the street's notices. */
export type Told = 'briefings' | 'notices';

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
