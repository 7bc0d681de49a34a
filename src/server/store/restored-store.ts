import { randomBytes } from 'node:crypto';
import { MAX_PASS_NUMBER } from '../revocation-bitmap.ts';
import type { Database } from './database.ts';
import { keepNumbers, nextNumbers } from './next-numbers.ts';
import { textIn } from './row.ts';
import { keepFirst, setState, stateOf } from './server-state.ts';

/** More than a street gives out between two backups: phones may still send entries of people whom the backup lacks. */
const NUMBERS_SKIPPED = 1_000_000;
/** Pass numbers end at 2^20, so fewer of them. */
const PASS_NUMBERS_SKIPPED = 65_536;

/** Names the database as it is now; made up once. */
export const incarnationOf = (database: Database): Promise<string> =>
  keepFirst(database, 'incarnation', randomBytes(8).toString('hex'));

/** Epoch ms; 0 when the database never came from a backup. */
export async function restoredAtOf(database: Database): Promise<number> {
  return Number((await stateOf(database, 'restored-at')) ?? 0);
}

/**
 * Makes a database that comes from a backup another one than it was: phones send again what it lacks, numbers and
 * versions that were given out since the backup are not given out twice, and invitations used up since then are over.
 */
export async function renewRestored(database: Database, now: number): Promise<void> {
  await database.transaction(async (inside) => {
    await setState(inside, 'incarnation', randomBytes(8).toString('hex'));
    await setState(inside, 'restored-at', String(now));
    const streets = await inside.all('SELECT id FROM places WHERE parent_id IS NULL');
    for (const street of streets) await skipNumbers(inside, textIn(street, 'id'));
    await inside.run('UPDATE invitations SET uses_left = 0');
  });
}

async function skipNumbers(inside: Database, streetId: string): Promise<void> {
  const next = await nextNumbers(inside, streetId);
  const passesLeft = MAX_PASS_NUMBER + 1 - next.passNumber;
  await keepNumbers(inside, streetId, {
    householdId: next.householdId + NUMBERS_SKIPPED,
    rosterNumber: next.rosterNumber + NUMBERS_SKIPPED,
    passNumber: next.passNumber + Math.min(PASS_NUMBERS_SKIPPED, Math.floor(passesLeft / 4)),
  });
}

/**
 * What phones compare to know the newer of two (roster generations, versions of the rules and of the list of revoked passes): counted
 * on from `given`, but above all that may have been given out between the backup and the restore.
 */
export const aboveRestore = (given: number, restoredAt: number): number =>
  given + Math.floor(restoredAt / 1000);
