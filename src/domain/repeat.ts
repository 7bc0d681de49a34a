import type { Direction, Subject } from './entry.ts';
import type { Policy } from './policy.ts';
import { isOpen, isSameSubject, type StandingEntry } from './shift-state.ts';

export type Repeat =
  | { readonly kind: 'new' }
  /** The person's entry is open: it is opened instead of adding another. */
  | { readonly kind: 'open'; readonly of: StandingEntry }
  /** The same passing, seen twice: nothing is added. */
  | { readonly kind: 'just-now'; readonly of: StandingEntry };

/**
 * `names`: every way in which the log may name the person (a pass before the card was shown, a resident after).
 * Direction null: not chosen yet, only an open entry counts. An entry from the future (the clock was set back)
 * is not a repeat, or everybody would be one until the clock catches up.
 */
export function repeatOf(
  names: readonly Subject[],
  direction: Direction | null,
  entries: readonly StandingEntry[],
  now: number,
  policy: Pick<Policy, 'repeatWindowMs'>,
): Repeat {
  const theirs = entries.filter((entry) =>
    names.some((name) => isSameSubject(name, entry.facts.subject)),
  );
  const open = theirs.findLast(isOpen);
  if (open) return { kind: 'open', of: open };
  const last = theirs.at(-1);
  if (!last || last.facts.direction !== direction) return { kind: 'new' };
  const sinceMs = now - last.at;
  return sinceMs >= 0 && sinceMs <= policy.repeatWindowMs
    ? { kind: 'just-now', of: last }
    : { kind: 'new' };
}
