import { type Database, insertRows } from './database.ts';

export interface SpentSignatures {
  /** False when the device has sent this very signature before and it has not expired since. */
  spend(deviceId: string, signature: string, now: number, expiresAt: number): Promise<boolean>;
}

const COLUMNS = ['device_id', 'signature', 'expires_at'] as const;
const CLEAN_EVERY_MS = 10 * 60_000;

export function openSpentSignatures(database: Database): SpentSignatures {
  let cleanedAt = 0;
  return {
    async spend(deviceId, signature, now, expiresAt) {
      if (now - cleanedAt >= CLEAN_EVERY_MS) {
        cleanedAt = now;
        await database.run('DELETE FROM spent_signatures WHERE expires_at <= ?', [now]);
      }
      const row = { device_id: deviceId, signature, expires_at: expiresAt };
      const conflict = 'ON CONFLICT (device_id, signature) DO NOTHING';
      return (await insertRows(database, 'spent_signatures', COLUMNS, [row], conflict)) > 0;
    },
  };
}
