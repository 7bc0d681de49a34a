// What the desk waits for: every screen's data of a street's month, from each of the stores.
import { seededRandom } from '../../src/server/demo/seeded-random.ts';
import { Cluster, postgresPrograms } from '../../tests/postgres/cluster.ts';
import { type BenchOptions, isWanted } from '../bench-options.ts';
import { median, printFigure, quantile, rounded } from '../figure.ts';
import { type BenchDesk, openBenchDesk } from './bench-desk.ts';
import { FULL_SIZE, type MonthPlan, planMonth } from './month-plan.ts';
import { openMonth } from './open-month.ts';
import { dayBack, type Screens, screensOf } from './screens.ts';

const STORES = ['sqlite', 'postgres'] as const;
const ROUNDS = 30;
const JUDGED_AGAIN_MS = 250;
/** Days that nobody has asked for: nothing of them is kept from an earlier question. */
const COLD_DAYS = 10;

interface Wanted {
  readonly plan: MonthPlan;
  /** By the names of their cases. */
  readonly screens: Screens;
  readonly isDailyWanted: boolean;
  readonly rounds: number;
}

interface Measured {
  /** By the names of the screens' cases; ms. */
  readonly screens: ReadonlyMap<string, readonly number[]>;
  readonly daily: readonly number[];
  readonly coldDaily: readonly number[];
}

export async function run(options: BenchOptions): Promise<void> {
  const { rounds = ROUNDS, only = '', gates = FULL_SIZE.gates, days = FULL_SIZE.days } = options;
  const plan = planMonth({ gates, days });
  for (const store of STORES) {
    const all = Object.entries(screensOf(plan)).map(
      ([name, calls]) => [`screen-${name}-${store}`, calls] as const,
    );
    const [slowest, daily] = [`slowest-screen-${store}`, `daily-report-${store}`];
    const isSlowestWanted = isWanted(slowest, only);
    const screens = Object.fromEntries(
      all.filter(([name]) => isSlowestWanted || isWanted(name, only)),
    );
    const isDailyWanted = isWanted(daily, only);
    if (Object.keys(screens).length === 0 && !isDailyWanted) continue;
    const measured = await onStore(store, { plan, screens, isDailyWanted, rounds });
    if (!measured) continue;
    const print = (name: string, metric: string, samples: readonly number[]): void => {
      const p95 = rounded(quantile(samples, 0.95));
      const value = metric === 'p95_ms' ? { value: p95 } : { value: rounded(median(samples)), p95 };
      const figure = { bench: 'desk', case: name, system: 'kadian', metric, unit: 'ms', ...value };
      printFigure(figure, options.json);
    };
    const each = [...measured.screens];
    if (isDailyWanted) each.push([daily, measured.daily]);
    for (const [name, samples] of each) {
      print(name, 'p95_ms', samples);
      print(name, 'median_ms', samples);
    }
    if (isDailyWanted) print(daily, 'cold_ms', measured.coldDaily);
    const p95s = [...measured.screens.values()].map((samples) => quantile(samples, 0.95));
    if (isSlowestWanted) print(slowest, 'p95_ms', [Math.max(...p95s)]);
  }
}

/** Null: the store is not installed here. */
async function onStore(store: (typeof STORES)[number], wanted: Wanted): Promise<Measured | null> {
  if (store === 'sqlite') return measure(wanted, null);
  if (postgresPrograms() === null) {
    console.error('PostgreSQL is not installed: its cases are left out.');
    return null;
  }
  const cluster = await Cluster.start();
  try {
    return await measure(wanted, cluster.url('postgres'));
  } finally {
    await cluster.remove();
  }
}

async function measure(wanted: Wanted, databaseUrl: string | null): Promise<Measured> {
  const month = await openMonth(wanted.plan, databaseUrl, console.error);
  const desk = await openBenchDesk(month);
  try {
    return await ask(desk, wanted);
  } finally {
    await desk.close();
    await month.close();
  }
}

async function ask(
  desk: BenchDesk,
  { plan, screens, isDailyWanted, rounds }: Wanted,
): Promise<Measured> {
  const reportMs = async (back: number): Promise<number> =>
    (await desk.call({ path: '/api/reports', body: { day: dayBack(plan, back) } })).tookMs;
  const coldDaily: number[] = [];
  const daily: number[] = [];
  if (isDailyWanted) {
    for (let back = Math.min(plan.size.days, COLD_DAYS) - 1; back >= 0; back -= 1) {
      coldDaily.push(await reportMs(back));
    }
  }
  if (Object.keys(screens).length > 0) await untilJudged(desk, dayBack(plan, 0));
  const measured = new Map<string, number[]>(Object.keys(screens).map((name) => [name, []]));
  const random = seededRandom(1);
  // The first round only warms up.
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, calls] of Object.entries(screens)) {
      let tookMs = 0;
      for (const call of calls(random)) tookMs += (await desk.call(call)).tookMs;
      if (round >= 0) measured.get(name)?.push(tookMs);
    }
    if (!isDailyWanted) continue;
    const tookMs = await reportMs(0);
    if (round >= 0) daily.push(tookMs);
  }
  return { screens: measured, daily, coldDaily };
}

/** What the rules find of the day is looked for once after the start, and kept up to date from then on. */
async function untilJudged(desk: BenchDesk, day: string): Promise<void> {
  const startedAt = performance.now();
  for (;;) {
    const { json } = await desk.call({ path: '/api/reviews', body: { day } });
    if (json.isWhole !== false) break;
    await new Promise((resolve) => setTimeout(resolve, JUDGED_AGAIN_MS));
  }
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  console.error(`The day was judged by its rules in ${seconds} s`);
}
