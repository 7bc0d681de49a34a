// What one server process takes in, durably: batches through HTTP beside pouchdb-server, and a shift's end.
import { Cluster, postgresPrograms } from '../../tests/postgres/cluster.ts';
import { type BenchOptions, isWanted } from '../bench-options.ts';
import { median, printFigure, quantile, rounded } from '../figure.ts';
import { type BatchSystem, openKadian, openPouch, type Round } from './batches.ts';
import { herd } from './herd.ts';

const BATCHES = 25;
const PHONES = 2_000;
const STORES = ['sqlite', 'postgres'] as const;

export async function run(options: BenchOptions): Promise<void> {
  const { rounds = 5, phones = PHONES, only = '' } = options;
  const wants = (name: string): boolean => isWanted(name, only);
  for (const store of STORES) {
    const cases = [`batch200-${store}`, `herd-${store}`];
    if (!cases.some(wants)) continue;
    const cluster = store === 'postgres' ? await startCluster() : null;
    if (store === 'postgres' && !cluster) continue;
    try {
      if (wants(`batch200-${store}`)) await batches(`batch200-${store}`, cluster, rounds, options);
      if (wants(`herd-${store}`)) await herds(`herd-${store}`, cluster, phones, options);
    } finally {
      await cluster?.remove();
    }
  }
}

async function startCluster(): Promise<Cluster | null> {
  if (postgresPrograms() !== null) return Cluster.start({ settings: ['fsync = on'] });
  console.error('PostgreSQL is not installed: its cases are left out.');
  return null;
}

const urlOf = (cluster: Cluster | null): string | null => cluster?.url('postgres') ?? null;

async function batches(
  name: string,
  cluster: Cluster | null,
  rounds: number,
  { json }: BenchOptions,
): Promise<void> {
  const systems = new Map<string, BatchSystem>();
  const measured = new Map<string, Round[]>();
  try {
    systems.set('kadian', await openKadian(rounds + 1, urlOf(cluster)));
    systems.set('pouchdb-server', await openPouch({ durable: false }));
    systems.set('pouchdb-fsync', await openPouch({ durable: true }));
    const turn = [...systems];
    for (let round = -1; round < rounds; round += 1) {
      for (const [system, { round: measure }] of turn) {
        const result = await measure(BATCHES);
        // The first round only warms up.
        if (round >= 0) measured.set(system, [...(measured.get(system) ?? []), result]);
      }
      turn.push(...turn.splice(0, 1));
    }
  } finally {
    for (const system of systems.values()) await system.close();
  }
  const perSecond = (system: string): number =>
    median((measured.get(system) ?? []).map((round) => round.recordsPerSecond));
  for (const [system, results] of measured) {
    const common = { bench: 'server', case: name, system };
    const value = rounded(perSecond(system));
    printFigure({ ...common, metric: 'records_per_s', value, unit: '1/s' }, json);
    const batchMs = results.flatMap((round) => round.batchMs);
    const [middle, p95] = [rounded(median(batchMs)), rounded(quantile(batchMs, 0.95))];
    printFigure({ ...common, metric: 'batch_ms', value: middle, unit: 'ms', p95 }, json);
  }
  const ratio = rounded(perSecond('kadian') / perSecond('pouchdb-server'));
  const common = { bench: 'server', case: name, system: 'kadian' };
  printFigure({ ...common, metric: 'ratio_to_pouchdb', value: ratio, unit: 'x' }, json);
}

async function herds(
  name: string,
  cluster: Cluster | null,
  phones: number,
  { json }: BenchOptions,
): Promise<void> {
  const { answerMs, acknowledged, sent, seconds, memory } = await herd(phones, urlOf(cluster));
  const common = { bench: 'server', case: name, system: 'kadian' };
  const figures: readonly [string, number, string][] = [
    ['missing', sent - acknowledged, 'records'],
    ['records', acknowledged, 'records'],
    ['seconds', seconds, 's'],
    ['answer_median_ms', median(answerMs), 'ms'],
    ['answer_p99_ms', quantile(answerMs, 0.99), 'ms'],
    ['rss_peak_mb', memory.peakMb, 'MB'],
  ];
  for (const [metric, value, unit] of figures) {
    printFigure({ ...common, metric, value: rounded(value), unit }, json);
  }
}
