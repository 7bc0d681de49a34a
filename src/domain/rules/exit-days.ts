import type { ExitQuota } from '../policy.ts';

/** Further ahead nobody is told a day, however much a household owes. */
const HORIZON_DAYS = 366;

/**
 * How many of a household went out within the period that ends today, and in how many days it may go out again (0: today).
 * `exitsAgo`, `costsAgo`: days before today of every exit, and of every return that came too late. Such a return costs the
 * first exit that the household would have had from then on.
 */
export function exitDays(
  exitsAgo: readonly number[],
  costsAgo: readonly number[],
  { persons, periodDays }: Pick<ExitQuota, 'persons' | 'periodDays'>,
): { readonly went: number; readonly free: number } {
  const taken = new Map<number, number>();
  const take = (day: number): void => {
    taken.set(day, (taken.get(day) ?? 0) + 1);
  };
  for (const ago of exitsAgo) take(-ago);
  const within = (day: number): number => {
    let sum = 0;
    for (let back = 0; back < periodDays; back += 1) sum += taken.get(day - back) ?? 0;
    return sum;
  };
  const went = within(0);
  /** The first day from `day` on that has an exit left. */
  const freeFrom = (day: number): number => {
    let sum = within(day);
    let at = day;
    while (sum >= persons && at < HORIZON_DAYS) {
      at += 1;
      sum += (taken.get(at) ?? 0) - (taken.get(at - periodDays) ?? 0);
    }
    return at;
  };
  if (persons === 0) return { went, free: periodDays };
  for (const ago of costsAgo.toSorted((a, b) => b - a)) take(freeFrom(-ago));
  return { went, free: freeFrom(0) };
}
