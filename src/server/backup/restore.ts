import { chmod, copyFile, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openPrivateFolder } from '../open-private-folder.ts';
import { aboveRestore } from '../store/restored-store.ts';
import { openSqlite } from '../store/sqlite-database.ts';
import { readDatabaseFile, type StoreCounts } from '../store/sqlite-file.ts';
import { DATABASE_FILE } from '../store/sqlite-store.ts';
import { openStore, type Store } from '../store/store.ts';
import { rebuildRoster } from '../street/rebuild-roster.ts';
import { BackupProblem } from './backup-problem.ts';
import { makeNewFile } from './new-file.ts';

/** More made ahead of time than these are not brought over. */
const POLICIES_LIMIT = 50;
const MAGIC = 'SQLite format 3\0';

/** Into an empty data folder only. @throws BackupProblem; then nothing was written. */
export async function restore(file: string, dataDir: string, now: number): Promise<StoreCounts> {
  await refuseFilled(dataDir, 'DATA_DIR');
  await refuseCut(file);
  const reading = readDatabaseFile(file);
  if (!reading.ok) throw new BackupProblem(sentenceOf(file, reading.why));
  await openPrivateFolder(dataDir);
  await makeNewFile(join(dataDir, DATABASE_FILE), async (draft) => {
    await copyFile(file, draft);
    // The copy has the backup's mode: everybody's on a memory stick, or read-only.
    await chmod(draft, 0o600);
    const database = openSqlite(draft);
    try {
      await renew(await openStore(database), () => openStore(database), now);
    } finally {
      await database.close();
    }
  });
  return reading.counts;
}

/**
 * What makes a store that came from a backup another one: phones notice and send again, and nothing that was given out since
 * the backup is given out twice. For stores that were brought back by other means than `restore`.
 */
export async function renew(
  store: Store,
  openAgain: () => Promise<Store>,
  now: number,
): Promise<Store> {
  await store.renew(now);
  const renewed = await openAgain();
  await renewRosters(renewed, now);
  await renewPolicies(renewed, now);
  return renewed;
}

/** Under generations that no phone has: those of the backup may have been followed by others since. */
async function renewRosters(store: Store, now: number): Promise<void> {
  const leastGeneration = aboveRestore(0, now);
  for (const street of await store.places.all()) {
    if (street.parentId !== null) continue;
    for (const { compoundId } of await store.rosters.latest(street.id)) {
      await store.transaction((inside) =>
        rebuildRoster(inside, { compoundId, now, samePeople: true, leastGeneration }),
      );
    }
  }
}

/** The rules of the backup, those in force and those to come, under versions that no phone has. */
async function renewPolicies({ places, policies }: Store, now: number): Promise<void> {
  for (const street of await places.all()) {
    if (street.parentId !== null) continue;
    const newestFirst = await policies.list(street.id, POLICIES_LIMIT);
    const inForce = newestFirst.findIndex(({ policy }) => policy.effectiveFrom <= now);
    const renewed = newestFirst.slice(0, inForce < 0 ? newestFirst.length : inForce + 1);
    let version = Math.max((newestFirst[0]?.policy.version ?? 0) + 1, aboveRestore(0, now));
    for (const { policy, ...made } of renewed.reverse()) {
      await policies.add(street.id, { ...policy, version }, made);
      version += 1;
    }
  }
}

/** @throws BackupProblem unless the folder is empty or not there. */
export async function refuseFilled(folder: string, setting: string): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new BackupProblem(`${folder} cannot be read: choose another ${setting}.`);
  });
  if (names.length > 0) {
    throw new BackupProblem(
      `${folder} is not empty: move what is in it away, or choose another ${setting}.`,
    );
  }
}

/** What the header says of its length is the first thing that a cut copy gets wrong. */
async function refuseCut(file: string): Promise<void> {
  const handle = await open(file, 'r').catch(() => {
    throw new BackupProblem(`${file} cannot be read.`);
  });
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(100), 0, 100, 0);
    if (bytesRead < 100 || buffer.toString('latin1', 0, 16) !== MAGIC) {
      throw new BackupProblem(`${file} is no backup made by \`kadian backup\`.`);
    }
    const pageBytes = buffer.readUInt16BE(16) === 1 ? 65_536 : buffer.readUInt16BE(16);
    const { size } = await stat(file);
    if (size !== pageBytes * buffer.readUInt32BE(28)) {
      throw new BackupProblem(sentenceOf(file, 'damaged'));
    }
  } finally {
    await handle.close();
  }
}

function sentenceOf(file: string, why: 'damaged' | 'not-kadian' | 'newer'): string {
  switch (why) {
    case 'damaged':
      return `${file} is damaged or was cut short: take an earlier backup.`;
    case 'not-kadian':
      return `${file} is no backup made by \`kadian backup\`.`;
    case 'newer':
      return `${file} is from a newer Kadian: update this one first.`;
    default:
      throw new Error(`unknown ${why satisfies never}`);
  }
}
