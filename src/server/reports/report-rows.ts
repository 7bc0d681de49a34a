import type { EntryPage } from '../../protocol/entries.ts';
import type { ReportRowsAsked } from '../../protocol/reports.ts';
import { entryRows } from '../ledger/entry-rows.ts';
import { writeCursor } from '../ledger/ledger-filter.ts';
import type { LedgerView } from '../ledger/ledger-view.ts';
import type { LedgerPlace } from '../store/ledger.ts';
import type { Store } from '../store/store.ts';
import { byPage } from './gate-day-figures.ts';
import type { GateDays } from './gate-days.ts';

interface RowsParts {
  readonly store: Pick<Store, 'ledger' | 'custody'>;
  readonly gateDays: GateDays;
}

/**
 * The ledger's rows behind one number, latest first. With people who were only counted among them the number is
 * `total` and `counted` together.
 */
export async function reportRows(
  { day, figure, limit }: Pick<ReportRowsAsked, 'day' | 'figure' | 'limit'>,
  { streetId, gateIds }: { readonly streetId: string; readonly gateIds: readonly string[] },
  after: LedgerPlace | null,
  view: LedgerView,
  { store, gateDays }: RowsParts,
): Promise<EntryPage> {
  const counts = await gateDays.figuresOfDay(streetId, gateIds, day);
  const last = after && {
    at: after.at,
    id: { segmentId: after.segmentId, number: after.number },
  };
  const sum = { total: 0, late: 0 };
  const counted = { out: 0, in: 0 };
  const found = [...counts].flatMap(([gateId, gate]) => {
    const { total, late } = gate.rowCount(figure);
    sum.total += total;
    sum.late += late;
    if (figure === 'out' || figure === 'counted') counted.out += gate.counted.out;
    if (figure === 'in' || figure === 'counted') counted.in += gate.counted.in;
    return gate.rows(figure, last, limit + 1).map((row) => ({ ...row, gateId }));
  });
  found.sort(byPage);
  const page = found.slice(0, limit);
  const end = page.at(-1);
  const lines = await store.ledger.linesOf(page);
  return {
    rows: await entryRows(lines, store, view),
    next: found.length > limit && end ? writeCursor({ at: end.at, ...end.id }) : null,
    ...sum,
    ...(counted.out + counted.in > 0 && { counted }),
  };
}
