import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EntryPage, EntryRow } from '../../src/protocol/entries.ts';
import {
  type LedgerList,
  listOf,
  withNewest,
  withOlder,
} from '../../src/screens/desk/ledger/ledger-list.ts';
import { rowAt } from './any-row.ts';

/** A ledger as the server keeps it: newest first, paged by key. */
const pageOf = (rows: readonly EntryRow[], cursor: string | null, limit: number): EntryPage => {
  const sorted = [...rows].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
  const from = cursor === null ? 0 : sorted.findIndex((row) => row.id === cursor) + 1;
  const page = sorted.slice(from, from + limit);
  const last = page.at(-1);
  const more = last !== undefined && from + limit < sorted.length;
  return { rows: page, next: more ? last.id : null, total: rows.length, late: 0 };
};

const idsOf = (rows: readonly EntryRow[]): string[] => rows.map((row) => row.id);

test('older pages go on where the list ended, without doubles, to the last row', () => {
  const rows = Array.from({ length: 23 }, (_, index) => rowAt(index + 1, 1000 * (index >> 1)));
  let list: LedgerList = listOf(pageOf(rows, null, 5));
  while (list.next !== null) list = withOlder(list, pageOf(rows, list.next, 5));
  expect(idsOf(list.rows)).toEqual(idsOf(pageOf(rows, null, 100).rows));
});

test('whatever arrives, what is shown has no gap: going on from it brings every row that came in order', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 6 }),
      fc.integer({ min: 0, max: 4 }),
      (count, arrivals, olderPages) => {
        const rows = Array.from({ length: count }, (_, index) => rowAt(index + 1, index * 1000));
        let list: LedgerList = listOf(pageOf(rows, null, 5));
        for (let turn = 0; turn < olderPages && list.next !== null; turn++) {
          list = withOlder(list, pageOf(rows, list.next, 5));
        }
        for (const arrived of arrivals) {
          for (let one = 0; one < arrived; one++) {
            rows.push(rowAt(rows.length + 1, rows.length * 1000));
          }
          list = withNewest(list, pageOf(rows, null, 10));
        }
        const whole = pageOf(rows, null, 1000).rows;
        expect(idsOf(list.rows)).toEqual(idsOf(whole.slice(0, list.rows.length)));
        expect(list.total).toBe(whole.length);
        while (list.next !== null) list = withOlder(list, pageOf(rows, list.next, 50));
        expect(idsOf(list.rows)).toEqual(idsOf(whole));
      },
    ),
  );
});

test('a row that was corrected since is shown as it stands now, once', () => {
  const rows = [rowAt(1, 1000), rowAt(2, 2000)];
  const list = listOf(pageOf(rows, null, 10));
  const now = [rowAt(1, 1000, { state: 'undone' }), rowAt(2, 2000)];
  const next = withNewest(list, pageOf(now, null, 10));
  expect(next.rows.map((row) => row.state)).toEqual(['standing', 'undone']);
});

test('a filter that finds nothing any more empties the list', () => {
  const list = listOf(pageOf([rowAt(1, 1000)], null, 10));
  expect(withNewest(list, pageOf([], null, 10)).rows).toEqual([]);
});
