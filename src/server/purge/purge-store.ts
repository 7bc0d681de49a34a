import type { EndedKeys, KeyStore } from '../keys/key-store.ts';
import type { PurgeCandidate } from '../store/retention.ts';
import type { Store } from '../store/store.ts';

const DAY_MS = 86_400_000;
/** Who saw what is kept for longer than what was seen: questions about it come late. */
const ACCESS_DAYS = 365;
const SEGMENTS_AT_ONCE = 100;

export interface PurgePlan {
  /** Epoch ms: what is older goes. */
  readonly limit: number;
  readonly segments: number;
  readonly records: number;
  readonly entries: number;
  readonly sheets: number;
  readonly imports: number;
  /** Files of keys: months that ended before the limit, and cards that were replaced before it. */
  readonly keys: EndedKeys;
}

export interface PurgeDone extends PurgePlan {
  /** Moved out since before the limit; of them the number stays. */
  readonly people: number;
}

interface PurgeOptions {
  readonly keepDays: number;
  /** Epoch ms. */
  readonly now: number;
  readonly onProgress?: (done: number, of: number) => void;
}

/** In days, when so many are kept of the rest. */
export const accessDaysFor = (keepDays: number): number => Math.max(keepDays, ACCESS_DAYS);

const limitOf = ({ now, keepDays }: PurgeOptions): number => now - keepDays * DAY_MS;

/** What a purge at this moment would destroy; changes nothing. */
export async function planPurge(
  { retention }: Store,
  keys: KeyStore,
  options: PurgeOptions,
): Promise<PurgePlan> {
  const limit = limitOf(options);
  const sum = { segments: 0, records: 0, entries: 0 };
  let after: PurgeCandidate | null = null;
  for (;;) {
    const page: PurgeCandidate[] = await retention.candidates(limit, after, SEGMENTS_AT_ONCE);
    for (const candidate of page) {
      sum.segments += 1;
      sum.records += candidate.records;
      sum.entries += await retention.countEntries(candidate);
      options.onProgress?.(sum.segments, 0);
    }
    after = page.at(-1) ?? null;
    if (page.length < SEGMENTS_AT_ONCE) break;
  }
  return {
    limit,
    ...sum,
    sheets: await retention.countPaper(limit),
    imports: await retention.countImports(limit),
    keys: await keys.endedBefore(limit),
  };
}

/**
 * Destroys what is older than the limit. Killed in the middle, the next purge goes on; beside a running server it takes
 * turns with it. The keys come last: as long as data of a month is left, the month's key is there to read it.
 */
export async function purgeStore(
  { retention }: Store,
  keys: KeyStore,
  options: PurgeOptions,
): Promise<PurgeDone> {
  const { now, keepDays, onProgress = () => undefined } = options;
  const limit = limitOf(options);
  const sum = { segments: 0, records: 0, entries: 0 };
  const unfinished = await retention.unfinished();
  if (unfinished) await retention.purgeSegment(unfinished, limit, now);
  const of = await retention.countCandidates(limit);
  let after: PurgeCandidate | null = null;
  for (;;) {
    const page: PurgeCandidate[] = await retention.candidates(limit, after, SEGMENTS_AT_ONCE);
    for (const candidate of page) {
      const entries = await retention.countEntries(candidate);
      if (!(await retention.purgeSegment(candidate, limit, now))) continue;
      sum.segments += 1;
      sum.records += candidate.records;
      sum.entries += entries;
      onProgress(sum.segments, Math.max(of, sum.segments));
    }
    after = page.at(-1) ?? null;
    if (page.length < SEGMENTS_AT_ONCE) break;
  }
  const sheets = await retention.purgePaper(limit);
  const imports = await retention.purgeImports(limit);
  const people = await retention.purgeGonePeople(limit, now);
  await retention.purgeMarks(limit);
  await retention.purgeRota(limit);
  await retention.purgeStatements(limit);
  await retention.purgeAccesses(now - accessDaysFor(keepDays) * DAY_MS);
  const ended = await keys.endedBefore(limit);
  await keys.destroy(ended);
  await keys.keyList(now);
  await retention.setPurgedAt(now);
  return { limit, ...sum, sheets, imports, people, keys: ended };
}
