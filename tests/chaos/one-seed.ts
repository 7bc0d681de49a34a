import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { roomyFolder } from '../postgres/cluster.ts';
import { checkEverything } from './checker.ts';
import type { PhoneCode, PhoneGlobals } from './phone-code.ts';
import type { PlantName } from './plants.ts';
import { readKeys, readRows } from './rows.ts';
import { Run, WORLD_BEGINS } from './run-seed.ts';
import { ServerUnderTest } from './server.ts';
import { makeStreet } from './street.ts';

export interface SeedOptions {
  readonly seed: number;
  readonly phones: number;
  readonly records: number;
  readonly plant: PlantName | null;
  readonly startCode: (globals: PhoneGlobals) => PhoneCode;
  /** Null: SQLite. */
  readonly makeDatabase: (() => Promise<{ url: string; restart: () => Promise<void> }>) | null;
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
  const { seed, plant, makeDatabase } = options;
  const startedAt = performance.now();
  const folder = await mkdtemp(join(await roomyFolder(), 'kadian-chaos-'));
  const database = makeDatabase ? await makeDatabase() : null;
  const folders = {
    dataDir: join(folder, 'data'),
    keysDir: join(folder, 'keys'),
    databaseUrl: database?.url ?? null,
  };
  const server = await ServerUnderTest.at(folders, plant);
  try {
    const street = await makeStreet(folders, server.origin, options.phones * 20, WORLD_BEGINS);
    const run = new Run({
      ...options,
      server,
      street,
      restartDatabase: database?.restart ?? null,
    });
    const wrong: string[] = [];
    try {
      await run.go();
    } catch (error) {
      wrong.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
    const accounts = await Promise.all(run.phones.map((phone) => phone.account()));
    run.close();
    await server.stop();
    const rows = await readRows(folders);
    const keys = await readKeys(folders);
    wrong.push(...checkEverything(accounts, run.network.receipts, rows, keys));
    if (server.complaints !== '') wrong.push(`the server said: ${server.complaints}`);
    return {
      seed,
      ok: wrong.length === 0,
      saved: run.saved,
      rows: rows.records.length,
      receipts: run.network.receipts.length,
      kills: run.kills,
      serverKills: run.serverKills,
      databaseRestarts: run.databaseRestarts,
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
    await rm(folder, { recursive: true });
  }
}
