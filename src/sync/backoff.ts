const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 5 * 60_000;

/**
 * How long to wait after the n-th failure in a row (from 1): doubling from 2 s to 5 min, spread over the upper
 * half, so that the phones of a shift's end do not come all at once. `random` is in [0, 1).
 */
export function backoffMs(failures: number, random: number): number {
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures, 20));
  return Math.round(longest * (0.5 + random / 2));
}
