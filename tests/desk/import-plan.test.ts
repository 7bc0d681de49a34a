import { expect, test } from 'vitest';
import { csvOf } from '../../src/screens/desk/roster/csv-of.ts';
import {
  choicesToSend,
  chooseField,
  fieldOf,
} from '../../src/screens/desk/roster/field-choices.ts';
import { planOf } from '../../src/screens/desk/roster/import-plan.ts';
import { anyPreview } from './any-preview.ts';

const [sheet] = anyPreview().sheets;
if (!sheet) throw new Error('no sheet');

test('wrong rows, unknown places and having nothing to do each stand in the way, in this order', () => {
  expect(planOf('roster', anyPreview(), 'undecided', false).blocked).toBe('wrong-rows');
  expect(planOf('roster', anyPreview(), 'undecided', true).blocked).toBe('new-places');
  expect(planOf('roster', anyPreview(), 'add', true).blocked).toBeNull();
  const none = { added: 0, changed: 0, movedOut: 0, compounds: [], newPlaces: [], wrongRows: 0 };
  expect(planOf('roster', anyPreview(none), 'undecided', false).blocked).toBe('nothing');
});

test('a file without headings says that, not that there is nothing to do', () => {
  const sheets = [{ name: '表1', headingRow: null, rows: 0, columns: [] }];
  expect(planOf('roster', anyPreview({ sheets }), 'undecided', false).blocked).toBe('no-headings');
});

test('without the places that the street has not, their people are not counted', () => {
  const preview = anyPreview({ wrongRows: 0 });
  expect(planOf('roster', preview, 'add', false)).toMatchObject({ added: 120, places: 1 });
  expect(planOf('roster', preview, 'leave', false)).toMatchObject({
    added: 20,
    changed: 30,
    places: 0,
    peopleThere: 100,
  });
});

test('an import of places only adds them', () => {
  const preview = anyPreview({ wrongRows: 0, compounds: [] });
  expect(planOf('places', preview, 'add', false)).toMatchObject({ places: 1, blocked: null });
});

test('a field that another column is said to hold is given up by the one that had it', () => {
  const choices = chooseField(new Map(), sheet, 3, 'phone');
  expect([0, 1, 2, 3].map((column) => fieldOf(choices, sheet, column))).toEqual([
    'name',
    'room',
    null,
    'phone',
  ]);
});

test('all that is taken and all that was said is sent, what nobody takes is not', () => {
  const sent = choicesToSend(chooseField(new Map(), sheet, 2, null), [sheet]);
  expect(sent).toContainEqual({ sheet: '1号楼', column: 2, field: null });
  expect(sent).toContainEqual({ sheet: '1号楼', column: 0, field: 'name' });
  expect(sent.map(({ column }) => column)).not.toContain(3);
});

test('the file of wrong rows opens as text: no cell acts as a formula or breaks its row', () => {
  expect(csvOf([['=1+1', '张,三', '说"好"']])).toBe('\ufeff\'=1+1,"张,三","说""好"""\r\n');
});
