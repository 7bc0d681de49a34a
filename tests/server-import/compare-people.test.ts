import { expect, test } from 'vitest';
import { comparePeople } from '../../src/server/roster-import/compare-people.ts';
import type { RosterRow } from '../../src/server/roster-import/read-row.ts';
import type { Household, Resident } from '../../src/server/store/roster-row.ts';

const row = (name: string, label: string, more: Partial<RosterRow> = {}): RosterRow => ({
  sheet: '',
  row: 2,
  community: '',
  grid: '',
  compound: '银杏苑',
  building: '',
  unit: '',
  room: label,
  label,
  name,
  idNumber: '',
  phone: '',
  relation: '',
  colour: null,
  movedInOn: '',
  remark: '',
  ...more,
});
const LABELS = ['101', '102', '103'];
const households = LABELS.map(
  (label, id): Household => ({
    id,
    compoundId: 'm',
    building: '',
    unit: '',
    room: label,
    label,
    colour: 'blue',
    gone: false,
  }),
);
const resident = (
  rosterNumber: number,
  name: string,
  label: string,
  more: Partial<Resident> = {},
): Resident => ({
  rosterNumber,
  compoundId: 'm',
  householdId: LABELS.indexOf(label),
  name,
  initials: [],
  phoneTail: '',
  relation: '',
  idNumber: '',
  phone: '',
  movedInOn: '',
  remark: '',
  gone: false,
  ...more,
});

function compare(rows: readonly RosterRow[], residents: readonly Resident[]) {
  const compared = comparePeople({
    compoundId: 'm',
    rows,
    households,
    residents,
    claimed: new Map(),
    claimedNumbers: new Set(),
    stays: () => false,
    labelElsewhere: () => '',
  });
  return {
    added: compared.added.map((one) => [one.row.name, one.returning?.rosterNumber ?? null]),
    changed: compared.changed.map((one) => [
      one.resident.rosterNumber,
      ...one.changes.map(({ field, to }) => `${field} ${to}`),
    ]),
    unchanged: compared.unchanged,
    movedOut: compared.movedOut.map((one) => one.rosterNumber),
  };
}

test('the same name in the same room is the same person, before anybody of that name elsewhere', () => {
  const found = compare(
    [row('王芳', '102')],
    [resident(1, '王芳', '101'), resident(2, '王芳', '102')],
  );
  expect(found).toEqual({ added: [], changed: [], unchanged: 1, movedOut: [1] });
});

test('in another room it is the same person by phone, or when nobody else has the name', () => {
  const phone = '13800000001';
  expect(
    compare(
      [row('王芳', '103', { phone })],
      [resident(1, '王芳', '101', { phone: '13911111111' }), resident(2, '王芳', '102', { phone })],
    ).changed,
  ).toEqual([[2, 'room 103']]);
  expect(compare([row('王芳', '103')], [resident(1, '王芳', '101')]).changed).toEqual([
    [1, 'room 103'],
  ]);
  expect(
    compare([row('王芳', '103')], [resident(1, '王芳', '101'), resident(2, '王芳', '102')]),
  ).toMatchObject({ added: [['王芳', null]], movedOut: [1, 2] });
  expect(
    compare([row('王芳', '102'), row('王芳', '103')], [resident(1, '王芳', '101')]),
  ).toMatchObject({ movedOut: [1] });
});

test('two people with different ID numbers are never taken for one', () => {
  const found = compare(
    [row('王芳', '101', { idNumber: 'A' })],
    [resident(1, '王芳', '101', { idNumber: 'B' })],
  );
  expect(found).toMatchObject({ added: [['王芳', null]], movedOut: [1] });
});

test('who was here before comes back by room or phone, not by the name alone', () => {
  const gone = [resident(7, '王芳', '101', { gone: true })];
  expect(compare([row('王芳', '101')], gone).added).toEqual([['王芳', 7]]);
  expect(compare([row('王芳', '103')], gone).added).toEqual([['王芳', null]]);
});

test('what the file leaves empty stays, and a new colour counts for everybody in the room', () => {
  const known = resident(1, '王芳', '101', {
    phone: '13800000001',
    relation: '户主',
    remark: '独居',
  });
  expect(compare([row('王芳', '101')], [known]).unchanged).toBe(1);
  const both = [row('王芳', '101', { colour: 'red' }), row('李明', '101', { colour: 'yellow' })];
  expect(compare(both, [known, resident(2, '李明', '101')]).changed).toEqual([
    [1, 'colour red'],
    [2, 'colour red'],
  ]);
});
