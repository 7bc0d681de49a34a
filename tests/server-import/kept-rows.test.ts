import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  FIRST_PACKED_PART,
  KeptRoster,
  keepRead,
} from '../../src/server/roster-import/import-file.ts';
import { packedRows, unpackRows } from '../../src/server/roster-import/packed-rows.ts';
import type { RosterRow } from '../../src/server/roster-import/read-row.ts';
import { RowSorter } from '../../src/server/roster-import/row-sorter.ts';
import type { Imports } from '../../src/server/store/imports.ts';

const anyRow = fc.record({
  community: fc.constantFrom('', '梧桐社区'),
  grid: fc.constantFrom('', '第一网格'),
  compound: fc.constantFrom('银杏苑', '桂花园', '梧桐里', '柳巷'),
  name: fc.string(),
  colour: fc.constantFrom(null, 'red' as const),
});

const rowsOf = (some: readonly object[], times: number): RosterRow[] =>
  Array.from({ length: some.length * times }, (_, at) => ({
    ...(some[at % some.length] as RosterRow),
    sheet: '居民',
    row: at + 3,
  }));

/** Only what a kept file needs. */
function partsInMemory(): Pick<Imports, 'savePart' | 'part' | 'countParts'> {
  const parts = new Map<number, Uint8Array<ArrayBuffer>>();
  return {
    savePart: async (_, part, bytes) => void parts.set(part, bytes),
    part: async (_, part) => parts.get(part) ?? null,
    countParts: async (_, from) => [...parts.keys()].filter((part) => part >= from).length,
  };
}

test('packed rows are the same rows when they are unpacked', () => {
  fc.assert(
    fc.property(fc.array(anyRow, { minLength: 1, maxLength: 30 }), fc.nat(40), (some, times) => {
      const rows = rowsOf(some, times);
      expect([...packedRows(rows)].flatMap((piece) => unpackRows(piece))).toEqual(rows);
    }),
    { numRuns: 30 },
  );
});

test('the rows of any compounds of a file are had in its order, and no others', async () => {
  const some = fc.array(anyRow, { minLength: 1, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(some, fc.nat(1_500), async (few, times) => {
      const rows = rowsOf(few, times + 1);
      const imports = partsInMemory() as Imports;
      let pieces = 0;
      const saving: Promise<void>[] = [];
      const sorter = new RowSorter((piece) => {
        saving.push(imports.savePart('i', FIRST_PACKED_PART + pieces++, piece));
      });
      for (let at = 0; at < rows.length; at += 2_000) sorter.add(rows.slice(at, at + 2_000));
      const groups = sorter.end();
      await Promise.all(saving);
      const sheets = [{ name: '居民', headingRow: 2, rows: rows.length, columns: [] }];
      const nothing = { problems: [], wrongRows: 0, warnings: 0, wrongRooms: [] };
      const file = { sheets, encoding: null, rows: [], ...nothing };
      await keepRead(imports, 'i', pieces, { file, groups });
      const kept = await KeptRoster.open(imports, 'i');
      expect(kept.people).toBe(rows.length);
      for (const { compound } of groups) {
        const named = kept.groups.filter((one) => one.compound === compound);
        const wanted = rows.filter((row) => row.compound === compound);
        expect(await kept.rowsOf(named)).toEqual(wanted);
      }
    }),
    { numRuns: 8 },
  );
});
