import { createChance } from './chance.ts';
import { makeSamples } from './samples.ts';
import { type Case, makeTargets, type Target } from './targets.ts';

/** Of this thread's own time: how busy the machine is does not count. */
export const SLOW_MS = 10;

/** So many at once, for the signatures are checked by other threads. */
const BATCH = 32;

export interface Finding {
  readonly target: string;
  /** Of the case: the same seed makes the same one, but for keys and signatures. */
  readonly number: number;
  readonly what: string;
  readonly input: unknown;
}

export interface Outcome {
  readonly findings: readonly Finding[];
  readonly cases: ReadonlyMap<string, number>;
}

/** Reads `count` changed codes: none may be thrown at, none may hang, none may pass for what it is not. */
export async function fuzz(seed: number, count: number): Promise<Outcome> {
  return fuzzTargets(await makeTargets(await makeSamples()), seed, count);
}

export async function fuzzTargets(
  targets: readonly Target[],
  seed: number,
  count: number,
): Promise<Outcome> {
  const chance = createChance(seed);
  const lots = targets.flatMap((target) => Array<Target>(target.weight).fill(target));
  const findings: Finding[] = [];
  const cases = new Map<string, number>();
  for (let number = 0; number < count; ) {
    const batch: Trial[] = [];
    for (; batch.length < BATCH && number < count; number++) {
      // Every target has its turn, also in a short run.
      const target = targets[number] ?? chance.oneOf(lots);
      cases.set(target.name, (cases.get(target.name) ?? 0) + 1);
      batch.push({ target, number, one: target.make(chance) });
    }
    findings.push(...(await tryAll(batch)));
  }
  return { findings, cases };
}

interface Trial {
  readonly target: Target;
  readonly number: number;
  readonly one: Case;
}

async function tryAll(batch: readonly Trial[]): Promise<Finding[]> {
  const startedAt = threadMs();
  const answers = await Promise.all(batch.map(({ one }) => answerOf(one)));
  const mayBeSlow = threadMs() - startedAt > SLOW_MS;
  const findings: Finding[] = [];
  for (const [index, { target, number, one }] of batch.entries()) {
    const slowMs = mayBeSlow ? await leastMs(one) : 0;
    const slow = slowMs > SLOW_MS ? `took ${slowMs.toFixed(1)} ms` : null;
    const what = answers[index] ?? slow;
    if (what !== null) findings.push({ target: target.name, number, what, input: one.input });
  }
  return findings;
}

async function answerOf({ check }: Case): Promise<string | null> {
  try {
    return await check();
  } catch (error) {
    return `threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
}

/** A collection of garbage, or code that is not compiled yet, delays once; what hangs is slow each time. */
async function leastMs(one: Case): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let again = 0; again < 5 && least > SLOW_MS; again++) {
    const startedAt = threadMs();
    await answerOf(one);
    least = Math.min(least, threadMs() - startedAt);
  }
  return least;
}

/** Of the processor, in this thread: a machine under load adds nothing to it. */
export function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
