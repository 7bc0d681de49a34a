import { type BriefingRow, database } from './database.ts';

export const readBriefing = (gateId: string): Promise<BriefingRow | undefined> =>
  database.briefings.get(gateId);

export async function saveBriefing(row: BriefingRow): Promise<void> {
  await database.briefings.put(row);
}

/** Of no use any more: the next pull fetches it anew. Unless that has come already. */
export async function letGoOfBriefing({ gateId, etag }: BriefingRow): Promise<void> {
  await database.briefings
    .where('gateId')
    .equals(gateId)
    .filter((row) => row.etag === etag)
    .delete();
}
