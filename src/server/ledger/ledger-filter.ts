import type { EntryFilter } from '../../protocol/entries.ts';
import type { LedgerFilter, LedgerPlace } from '../store/ledger.ts';
import { streetOf } from '../store/places.ts';
import type { Store } from '../store/store.ts';
import type { LedgerView } from './ledger-view.ts';

/**
 * The filter within a scope: a subtree of places. Gates that are named and out of scope are simply
 * not there, so that nobody learns of them.
 */
export async function ledgerFilter(
  query: EntryFilter,
  scopePath: string,
  view: LedgerView,
  store: Pick<Store, 'gates'>,
): Promise<LedgerFilter> {
  const streetId = streetOf(scopePath);
  const wholeStreet = scopePath === `${streetId}/`;
  const wanted = query.gateIds ? new Set(query.gateIds) : null;
  const gateIds =
    wholeStreet && !wanted
      ? null
      : (await store.gates.within(scopePath))
          .map((gate) => gate.id)
          .filter((id) => wanted === null || wanted.has(id));
  return {
    streetId,
    gateIds,
    from: query.from ?? null,
    to: query.to ?? null,
    verdict: query.verdict ?? null,
    direction: query.direction ?? null,
    search: query.text === undefined ? null : { text: query.text, names: view.fullNames },
    rosterNumber: query.residentNumber ?? null,
    householdId: query.householdId ?? null,
  };
}

/** Times and record ids only: nothing about anybody. */
export const writeCursor = ({ at, segmentId, number }: LedgerPlace): string =>
  `${at}/${segmentId}/${number}`;

/** Null when malformed. */
export function readCursor(text: string): LedgerPlace | null {
  const [, at, segmentId, number] = /^(\d{1,15})\/([0-9a-f]{32})\/(\d{1,10})$/.exec(text) ?? [];
  return at && segmentId && number ? { at: Number(at), segmentId, number: Number(number) } : null;
}
