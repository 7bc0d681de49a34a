import { hadFever } from './parking.ts';
import { isOpen, type StandingEntry } from './shift-state.ts';

/** Somebody with a high reading about whom nothing is decided yet. */
export const isOpenCase = (entry: StandingEntry): boolean => isOpen(entry) && hadFever(entry);

/** When the first high reading was taken, epoch ms: the clock of a case runs from it. */
export function caseSince(entry: StandingEntry): number {
  let since = entry.at;
  for (let one: StandingEntry | null = entry; one !== null; one = one.continued) {
    const { reasons } = one.facts;
    if (reasons.includes('fever-first') || reasons.includes('fever-again')) since = one.at;
  }
  return since;
}
