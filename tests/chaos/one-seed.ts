import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { roomyFolder } from '../postgres/cluster.ts';
import { checkEverything } from './checker.ts';
import type { Databases } from './databases.ts';
import type { PhoneCode, PhoneGlobals } from './phone-code.ts';
import type { PlantName } from './plants.ts';
import { readKeys, readRows } from './rows.ts';
import { Run, WORLD_BEGINS } from './run-seed.ts';
import { Schedule } from './schedule.ts';
import { ServerUnderTest } from './server.ts';
import { makeStreet } from './street.ts';

export interface SeedOptions {
  readonly seed: number;
  readonly phones: number;
  readonly records: number;
  readonly plant: PlantName | null;
  readonly startCode: (globals: PhoneGlobals) => PhoneCode;
  /** Null: SQLite. */
  readonly databases: Databases | null;
}

export interface SeedResult {
  readonly seed: number;
  readonly ok: boolean;
  /** Deeds that were shown as saved. */
  readonly saved: number;
  /** Records at the server. */
  readonly rows: number;
  /** Receipts that left the server. */
  readonly receipts: number;
  readonly kills: number;
  readonly serverKills: number;
  readonly databaseRestarts: number;
  readonly failovers: number;
  readonly cuts: number;
  readonly duplicates: number;
  readonly late: number;
  readonly refusals: number;
  readonly revoked: number;
  readonly steps: number;
  readonly traceDigest: string;
  readonly ms: number;
  readonly wrong: readonly string[];
  readonly trace: readonly string[];
}

/** A street of its own, from nothing to the verdict of the checker. */
export async function runOneSeed(options: SeedOptions): Promise<SeedResult> {
  const { seed, plant, databases } = options;
  const startedAt = performance.now();
  const folder = await mkdtemp(join(await roomyFolder(), 'kadian-chaos-'));
  const schedule = new Schedule(seed, databases !== null);
  const failsOver = schedule.blows.some(({ kind }) => kind === 'fail-over');
  const database = databases ? await databases.make(failsOver) : null;
  const folders = {
    dataDir: join(folder, 'data'),
    keysDir: join(folder, 'keys'),
    databaseUrl: database?.url ?? null,
  };
  const server = await ServerUnderTest.at(folders, plant);
  try {
    const street = await makeStreet(folders, server.origin, options.phones * 20, WORLD_BEGINS);
    const run = new Run({ ...options, schedule, server, street, database });
    const wrong: string[] = [];
    try {
      await run.go();
    } catch (error) {
      wrong.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
    const accounts = await Promise.all(run.phones.map((phone) => phone.account()));
    run.close();
    await server.stop();
    const rows = await readRows(folders.dataDir, database?.writableUrl() ?? null);
    const keys = await readKeys(folders);
    wrong.push(...checkEverything(accounts, run.network.receipts, rows, keys));
    const complaints = complaintsOf(server, run);
    if (complaints !== '') wrong.push(`the server said: ${complaints}`);
    return {
      seed,
      ok: wrong.length === 0,
      saved: run.saved,
      rows: rows.records.length,
      receipts: run.network.receipts.length,
      kills: run.kills,
      serverKills: run.serverKills,
      databaseRestarts: run.databaseRestarts,
      failovers: run.failovers,
      ...run.network.counts,
      revoked: run.phones.filter(({ isRevoked }) => isRevoked).length,
      steps: run.trace.lines.length,
      traceDigest: run.trace.digest,
      ms: Math.round(performance.now() - startedAt),
      wrong,
      trace: run.trace.lines,
    };
  } finally {
    await server.kill();
    await database?.drop();
    await rm(folder, { recursive: true });
  }
}

/** A commit whose answer went down with the database is reported to nobody, and said in the server's own log. */
function complaintsOf({ complaints }: ServerUnderTest, { failovers }: Run): string {
  const unknownOutcome = /^\S+ \S+ failed: OutcomeUnknown\n(?: +at .*\n)*/gm;
  return failovers > 0 ? complaints.replaceAll(unknownOutcome, '') : complaints;
}
