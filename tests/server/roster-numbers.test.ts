import { afterEach, beforeEach, expect, test } from 'vitest';
import { openRoster, type RosterSourceResident } from '../../src/roster/roster-file.ts';
import { MAX_PASS_NUMBER } from '../../src/server/revocation-bitmap.ts';
import { replaceRoster } from '../../src/server/street/replace-roster.ts';
import { NOW, openRig, type Rig } from './server-rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig.close());

/** The rig’s own people of m1, to be changed. */
const PEOPLE: Record<number, string> = { 11: '周敬明', 12: '单静', 21: '何芳' };

const person = (
  rosterNumber: number,
  name: string,
  change: Partial<RosterSourceResident> = {},
): RosterSourceResident => ({
  rosterNumber,
  householdId: 1,
  name,
  initials: ['X'],
  phoneTail: '',
  relation: '户主',
  passNumber: 1000 + rosterNumber,
  ...change,
});

function replace(
  residents: readonly RosterSourceResident[],
  { compoundId = 'm1', householdId = 1 } = {},
): Promise<number> {
  const household = { building: '3', unit: '1', room: '501', label: '3-1-501' } as const;
  return replaceRoster(
    rig.store,
    {
      compoundId,
      households: [{ id: householdId, ...household, colour: 'green' }],
      residents: residents.map((resident) => ({ ...resident, householdId })),
    },
    NOW,
  );
}

/** What is known of a number, and under which generation the phones have their file. */
const known = async (rosterNumber: number) => ({
  resident: await rig.store.rosters.resident('s', rosterNumber),
  generation: (await rig.store.rosters.generation('m1')).generation,
});

const all = (without: readonly number[] = []) =>
  Object.entries(PEOPLE)
    .map(([rosterNumber, name]) => person(Number(rosterNumber), name))
    .filter(({ rosterNumber }) => !without.includes(rosterNumber));

test('a number stays with who moved out, and is given to nobody else, in this compound or another', async () => {
  await replace(all([12]));
  const before = await known(12);
  expect(before.resident).toMatchObject({ name: '单静', gone: true });
  const newcomer = person(12, '赵新', { passNumber: null });
  await expect(replace([...all([12]), newcomer])).rejects.toThrow('roster number 12');
  await expect(replace([newcomer], { compoundId: 'm2', householdId: 9 })).rejects.toThrow(
    'roster number 12',
  );
  expect(await known(12)).toEqual(before);
  expect((await rig.store.rosters.generation('m2')).generation).toBe(0);
});

test('a number of another compound’s present roster is not given either', async () => {
  const before = await known(11);
  const stranger = person(11, '赵新', { passNumber: null });
  await expect(replace([stranger], { compoundId: 'm2', householdId: 9 })).rejects.toThrow(
    'roster number 11',
  );
  expect(await known(11)).toEqual(before);
});

test('who comes back, moves within the street or is spelt otherwise keeps the number', async () => {
  await replace(all([12]));
  await replace(all());
  expect((await known(12)).resident).toMatchObject({ name: '单静', gone: false });
  await replace([person(12, '单静')], { compoundId: 'm2', householdId: 9 });
  expect((await known(12)).resident).toMatchObject({ compoundId: 'm2', householdId: 9 });
  await replace([person(11, '周敬铭'), person(21, '何芳')]);
  expect((await known(11)).resident).toMatchObject({ name: '周敬铭' });
});

test('a pass number that was once given names its first holder for ever', async () => {
  await replace(all([12]));
  const stranger = person(31, '赵新', { passNumber: 1012 });
  await expect(replace([...all([12]), stranger])).rejects.toThrow('pass number 1012');
  expect((await known(31)).resident).toBeNull();
  const saved = await rig.store.rosters.file('m1');
  const roster = saved && openRoster(saved.file);
  expect(roster?.byPassNumber(1012)).toBeNull();
});

test('a pass that could not be announced as revoked is not given out', async () => {
  const passNumber = MAX_PASS_NUMBER + 1;
  await expect(replace([person(31, '赵新', { passNumber })])).rejects.toThrow(RangeError);
  await replace([...all(), person(31, '赵新', { passNumber: MAX_PASS_NUMBER })]);
  expect((await known(31)).resident).toMatchObject({ name: '赵新' });
});

test('the next numbers of a street lie above all that were ever given', async () => {
  const before = await rig.store.rosters.nextNumbers('s');
  expect(before).toEqual({ householdId: 3, rosterNumber: 22, passNumber: 1022 });
  await replace([...all(), person(700, '赵新', { passNumber: 5_000 })]);
  await replace(all());
  const after = await rig.store.rosters.nextNumbers('s');
  expect(after).toEqual({ householdId: 3, rosterNumber: 701, passNumber: 5_001 });
});

test('a roster keeps its last five generations of people', async () => {
  for (let more = 0; more < 6; more++) await replace(all());
  const { generation } = await rig.store.rosters.generation('m1');
  const kept = async (back: number) =>
    (await rig.store.rosters.packedPeople('m1', generation - back)) !== null;
  expect([await kept(0), await kept(4), await kept(5)]).toEqual([true, true, false]);
});
