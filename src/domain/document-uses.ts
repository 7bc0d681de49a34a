import type { RecordId } from './entry.ts';
import { recordKey, type StandingEntry } from './shift-state.ts';

/**
 * How often each paper let them through: `entries` are one household's or one visitor's of today. `held`: papers that the desk
 * has seen; they lift without being shown. `except`: the entry that is judged.
 */
export function documentUses(
  entries: readonly StandingEntry[],
  held: readonly number[],
  except: RecordId | null,
): Record<number, number> {
  const uses: Record<number, number> = {};
  for (const { id, facts } of entries) {
    const isUse = facts.outcome === 'passed' && facts.reasons.includes('lifted');
    if (!isUse || (except && recordKey(id) === recordKey(except))) continue;
    const told = facts.shown.find((one) => one.kind === 'document')?.documentId;
    for (const paper of told === undefined ? held : [told]) uses[paper] = (uses[paper] ?? 0) + 1;
  }
  return uses;
}
