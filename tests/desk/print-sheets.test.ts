import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  buildingsOf,
  passesBetween,
  passSheets,
} from '../../src/screens/desk/print/pass-sheets.ts';
import { passAt } from './scripted-desk.ts';

const passesIn = (buildings: readonly string[]) =>
  buildings.map((building, index) => ({ ...passAt(index, 'resident', 'KP1:0'), building }));

const seen = (buildings: readonly string[], perSheet: number) =>
  passSheets(passesIn(buildings), perSheet).map(
    ({ buildings: its, passes }) => `${its.join('+')}×${passes.length}`,
  );

test('a building that does not fit whole into the rest of a sheet begins a new one', () => {
  expect(seen(['1', '1', '1', '2', '2', '3'], 2)).toEqual(['1×2', '1×1', '2×2', '3×1']);
  expect(seen(['1', '1', '1', '2', '2', '3'], 4)).toEqual(['1×3', '2+3×3']);
});

test('houses of one family share a sheet', () => {
  expect(seen(['1', '2', '3', '4', '5'], 4)).toEqual(['1+2+3+4×4', '5×1']);
});

test('every pass is printed once, in its order, and no small building is torn apart', () => {
  const anyBuildings = fc.array(fc.constantFrom('1', '2', '3A', ''), { maxLength: 60 });
  fc.assert(
    fc.property(anyBuildings, fc.integer({ min: 1, max: 8 }), (buildings, perSheet) => {
      const passes = passesIn(buildings.toSorted());
      const sheets = passSheets(passes, perSheet);
      expect(sheets.flatMap((sheet) => sheet.passes)).toEqual(passes);
      for (const sheet of sheets) expect(sheet.passes.length).toBeLessThanOrEqual(perSheet);
      for (const building of new Set(buildings)) {
        const count = buildings.filter((one) => one === building).length;
        const on = sheets.filter((sheet) => sheet.buildings.includes(building));
        expect(on).toHaveLength(Math.ceil(count / perSheet));
      }
    }),
  );
});

test('a range of buildings goes by their order on the roster, either way round', () => {
  const passes = passesIn(['2', '2', '10', '3A', '3A', '7']);
  const buildings = buildingsOf(passes);
  expect(buildings).toEqual(['2', '10', '3A', '7']);
  const between = (one: string, other: string) =>
    passesBetween(passes, buildings, one, other).map(({ building }) => building);
  expect(between('10', '3A')).toEqual(['10', '3A', '3A']);
  expect(between('3A', '10')).toEqual(['10', '3A', '3A']);
  expect(between('7', '7')).toEqual(['7']);
});
