// What a street's whole register costs the server: time and the most memory, in a process of its own each.
import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BenchOptions } from '../bench-options.ts';
import { median, printFigure, rounded } from '../figure.ts';
import type { Cost } from './child.ts';
import { writeTable } from './table.ts';

/** Kadian with the flags that `npm start` gives it. */
const SYSTEMS = ['kadian', 'exceljs'] as const;
const FLAGS: Record<string, readonly string[]> = { kadian: ['--max-semi-space-size=8'] };

function costOf(system: string, file: string): Promise<Cost> {
  const script = fileURLToPath(new URL(`./${system}.ts`, import.meta.url));
  return new Promise((resolve, reject) => {
    const child = fork(script, [file], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      execArgv: [...process.execArgv, ...(FLAGS[system] ?? [])],
    });
    child.once('message', (cost) => resolve(cost as Cost));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${system} ended with ${code}`)));
  });
}

export async function run({ json, rounds = 3, rows = 200_000 }: BenchOptions): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kadian-bench-table-'));
  try {
    const file = join(folder, 'street.xlsx');
    await writeTable(file, rows);
    const costs = new Map<string, Cost[]>(SYSTEMS.map((system) => [system, []]));
    for (let round = 0; round < rounds; round++) {
      for (const system of round % 2 ? SYSTEMS.toReversed() : SYSTEMS) {
        const cost = await costOf(system, file);
        if (cost.rows < rows) throw new Error(`${system} read ${cost.rows} of ${rows} rows`);
        costs.get(system)?.push(cost);
      }
    }
    for (const system of SYSTEMS) {
      const all = costs.get(system) ?? [];
      const common = { bench: 'import', case: `xlsx-${rows}`, system };
      const seconds = rounded(median(all.map((one) => one.seconds)));
      printFigure({ ...common, metric: 'seconds', value: seconds, unit: 's' }, json);
      const peak = Math.round(median(all.map((one) => one.peakBytes)));
      printFigure({ ...common, metric: 'peak_bytes', value: peak, unit: 'bytes' }, json);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}
