import { afterEach, beforeEach, expect, test } from 'vitest';
import { idCheckCharacter } from '../../src/domain/id-number.ts';
import { openRoster } from '../../src/roster/roster-file.ts';
import { MAX_PASS_NUMBER } from '../../src/server/revocation-bitmap.ts';
import { replaceRoster } from '../../src/server/street/replace-roster.ts';
import { openRig, type Rig } from '../server/server-rig.ts';
import { ImportDesk, table } from './import-desk.ts';

let rig: Rig;
let desk: ImportDesk;
beforeEach(async () => {
  rig = await openRig();
  desk = await ImportDesk.at(rig, 's', 'administrator');
});
afterEach(() => rig.close());

/** A rightly made-up ID number; every `n` another one. */
function id(n: number): string {
  const first = `4101051980010${String(1 + (n % 9))}${String(n).padStart(3, '0')}`;
  return first + idCheckCharacter(first);
}

const ZHOU = `银杏苑,3,1,502,周大明,${id(1)},13800000001,`;
const LI = `银杏苑,3,1,502,李小红,${id(2)},13800000002,`;
const WANG = `银杏苑,3,2,101,王建国,,13800000003,黄`;

const people = async (compoundId: string) => {
  const { households, residents } = await rig.store.rosters.people('s', compoundId);
  const room = new Map(households.map((one) => [one.id, one.label]));
  return residents.map(({ rosterNumber, name, gone, householdId }) => ({
    rosterNumber,
    name,
    gone,
    room: room.get(householdId) ?? '',
  }));
};
const byWhoIsThere = (all: Awaited<ReturnType<typeof people>>) =>
  all.filter(({ gone }) => !gone).map(({ gone: _, ...one }) => one);
const numberOf = async (compoundId: string, name: string): Promise<number> => {
  const found = (await people(compoundId)).find((one) => one.name === name);
  if (!found) throw new Error(`${name} is not there`);
  return found.rosterNumber;
};
const rosterOf = async (compoundId: string) => {
  const saved = await rig.store.rosters.file(compoundId);
  if (!saved) throw new Error('no roster');
  return openRoster(saved.file);
};

test('a first file brings people, households and a pass for each of them', async () => {
  const { preview, state } = await desk.taken('m2', table(ZHOU, LI, WANG));
  expect(preview).toMatchObject({ people: 3, households: 2, added: 3, changed: 0, movedOut: 0 });
  expect(state).toMatchObject({ added: 3, places: 0, canTakeBack: true });
  expect(await people('m2')).toMatchObject([
    { name: '周大明', room: '3-1-502' },
    { name: '李小红', room: '3-1-502' },
    { name: '王建国', room: '3-2-101' },
  ]);
  const roster = await rosterOf('m2');
  const [zhou] = roster.find('ZDM', 5);
  const person = zhou?.people[0];
  expect(person).toMatchObject({ name: '周大明', phoneTail: '0001' });
  expect(roster.byPassNumber(person?.passNumber ?? -1)?.name).toBe('周大明');
  const { households } = await rig.store.rosters.people('s', 'm2');
  const passes = await rig.store.rosters.passesIn('s', 'm2', rig.time.now);
  for (const { id: householdId } of households) {
    const pass = passes.find((one) => one.householdId === householdId);
    expect(roster.householdByPassNumber(pass?.passNumber ?? -1)?.id).toBe(householdId);
  }
  expect(new Set(passes.map(({ passNumber }) => passNumber)).size).toBe(5);
});

test('who is in the next file keeps the number and the pass, corrected, moved or spelt otherwise', async () => {
  await desk.taken('m2', table(ZHOU, LI, WANG));
  const before = await people('m2');
  const { preview } = await desk.taken(
    'm2',
    table(
      `银杏苑,3,1,502,周达明,${id(1)},13900000009,`,
      `银杏苑,5,1,101,李小红,${id(2)},13800000002,`,
      '银杏苑,3,2,101,王建国,,,',
    ),
  );
  expect(preview).toMatchObject({ added: 0, changed: 2, movedOut: 0, unchanged: 1 });
  expect(preview.samples.changed).toMatchObject([
    {
      name: '周大明',
      changes: [
        { field: 'name', from: '周大明', to: '周达明' },
        { field: 'phone', from: '13800000001', to: '13900000009' },
      ],
    },
    { name: '李小红', changes: [{ field: 'room', from: '3-1-502', to: '5-1-101' }] },
  ]);
  const after = await people('m2');
  expect(after.map(({ rosterNumber }) => rosterNumber)).toEqual(
    before.map(({ rosterNumber }) => rosterNumber),
  );
  expect(after).toMatchObject([{ name: '周达明' }, { room: '5-1-101' }, { name: '王建国' }]);
  const { households } = await rig.store.rosters.people('s', 'm2');
  expect(households.find(({ label }) => label === '3-2-101')?.colour).toBe('yellow');
});

test('who is not in the file has moved out, and who comes back gets the old number', async () => {
  await desk.taken('m2', table(ZHOU, LI, WANG));
  const li = await numberOf('m2', '李小红');
  const { preview } = await desk.read('m2', table(ZHOU, WANG));
  expect(preview).toMatchObject({ added: 0, changed: 0, movedOut: 1, unchanged: 2 });
  await desk.taken('m2', table(ZHOU, WANG));
  expect((await people('m2')).find(({ name }) => name === '李小红')?.gone).toBe(true);
  expect((await rosterOf('m2')).size).toBe(2);
  await desk.taken('m2', table(ZHOU, LI, WANG, `银杏苑,9,1,101,赵新,${id(7)},,`));
  expect(await numberOf('m2', '李小红')).toBe(li);
  expect(await numberOf('m2', '赵新')).toBeGreaterThan(Math.max(li, 21));
});

test('who moves to another compound of the file keeps the number; compounds it does not name are left alone', async () => {
  await desk.taken('m2', table(ZHOU, LI));
  const li = await numberOf('m2', '李小红');
  const before = await people('m1');
  const moved = LI.replace('银杏苑,3,1,502', '桂花园,1,1,101');
  const { preview } = await desk.taken('s', table(ZHOU, moved));
  expect(preview.newPlaces).toEqual([{ name: '桂花园', kind: 'compound', parentName: '青石街道' }]);
  expect(preview).toMatchObject({ changed: 1, movedOut: 0, unchanged: 1, added: 0 });
  const [added] = (await rig.store.places.all()).filter(({ name }) => name === '桂花园');
  expect(await numberOf(added?.id ?? '', '李小红')).toBe(li);
  expect((await rosterOf('m2')).byRosterNumber(li)).toBeNull();
  expect(await people('m1')).toEqual(before);
});

test('places that the street has not are added only when the desk says so', async () => {
  const { importId, preview } = await desk.read('s', table(ZHOU, '桂花园,1,1,101,钱多多,,,'));
  expect(preview.compounds).toMatchObject([
    { placeId: 'm2', added: 1 },
    { placeId: null, name: '桂花园', added: 1 },
  ]);
  const answer = await desk.apply(importId, preview, { addPlaces: false });
  expect(answer.status).toBe(200);
  expect(await desk.settled(importId)).toMatchObject({ state: 'applied', added: 1, places: 0 });
  expect((await rig.store.places.all()).some(({ name }) => name === '桂花园')).toBe(false);
});

test('rows with problems are left out by leave only, and nobody moves out of their rooms', async () => {
  await desk.taken('m2', table(ZHOU, LI, WANG));
  const wrong = LI.replace(id(2), '4.10105E+17').replace('李小红', '李晓红');
  const { importId, preview } = await desk.read('m2', table(ZHOU, wrong));
  expect(preview).toMatchObject({ wrongRows: 1, movedOut: 1 });
  expect(preview.problems).toMatchObject([{ problem: 'id-scientific' }]);
  const strict = await desk.apply(importId, preview, { withoutWrongRows: false });
  expect(strict.json()).toMatchObject({ error: 'import-refused', why: 'not-ready' });
  expect((await desk.apply(importId, preview)).status).toBe(200);
  await desk.settled(importId);
  expect(await people('m2')).toMatchObject([
    { name: '周大明', gone: false },
    { name: '李小红', gone: false },
    { name: '王建国', gone: true },
  ]);
});

test('rows with problems are not left out unasked where places are left out', async () => {
  const wrong = LI.replace(id(2), '4.10105E+17');
  const file = table(ZHOU, wrong, '桂花园,1,1,101,钱多多,,,');
  const { importId, preview } = await desk.read('s', file);
  const more = { addPlaces: false, withoutWrongRows: false };
  const strict = await desk.apply(importId, preview, more);
  expect(strict.json()).toMatchObject({ error: 'import-refused', why: 'not-ready' });
  expect(await people('m2')).toEqual([]);
});

test('a file for one compound need not name it, and a row about another one is not taken', async () => {
  const bytes = new TextEncoder().encode('楼栋,房号,姓名\r\n3,502,周大明\r\n3,503,李小红');
  const { preview } = await desk.read('m2', bytes);
  expect(preview).toMatchObject({ added: 2, compounds: [{ placeId: 'm2' }] });
  const other = await desk.read('m2', table(ZHOU, '梧桐里,1,1,101,钱多多,,,'));
  expect(other.preview).toMatchObject({ added: 1, wrongRows: 1 });
  expect(other.preview.problems).toMatchObject([{ problem: 'compound-other', found: '梧桐里' }]);
});

test('what was shown is what is done: after another change the desk sees the file anew', async () => {
  const { importId, preview } = await desk.read('m2', table(ZHOU, LI));
  const household = { id: 9, building: '3', unit: '1', room: '502', label: '3-1-502' } as const;
  await replaceRoster(
    rig.store,
    {
      compoundId: 'm2',
      households: [{ ...household, colour: 'green' }],
      residents: [
        {
          rosterNumber: 99,
          householdId: 9,
          name: '周大明',
          initials: ['ZDM'],
          phoneTail: '',
          relation: '',
        },
      ],
    },
    rig.time.now,
  );
  const answer = await desk.apply(importId, preview);
  expect(answer.json()).toMatchObject({ error: 'import-refused', why: 'preview-old' });
  const state = await desk.settled(importId);
  if (state.state !== 'preview') throw new Error(state.state);
  expect(state).toMatchObject({ preview: { added: 1, changed: 1 }, notApplied: 'preview-old' });
  expect((await desk.apply(importId, state.preview)).status).toBe(200);
  expect(await numberOf('m2', '周大明')).toBe(99);
});

test('nothing is half taken in: a street without numbers left stays as it was', async () => {
  await replaceRoster(
    rig.store,
    {
      compoundId: 'm1',
      households: [{ id: 1, building: '', unit: '', room: '1', label: '1', colour: 'green' }],
      residents: [
        {
          rosterNumber: 11,
          householdId: 1,
          name: '周敬明',
          initials: [],
          phoneTail: '',
          relation: '',
          passNumber: MAX_PASS_NUMBER - 1,
        },
      ],
    },
    rig.time.now,
  );
  const { importId, preview } = await desk.read('s', table(ZHOU, '桂花园,1,1,101,钱多多,,,'));
  const answer = await desk.apply(importId, preview);
  expect(answer.json()).toMatchObject({ error: 'import-refused', why: 'too-many-rows' });
  expect(await people('m2')).toEqual([]);
  expect((await rig.store.places.all()).some(({ name }) => name === '桂花园')).toBe(false);
  expect(await desk.settled(importId)).toMatchObject({
    state: 'preview',
    notApplied: 'too-many-rows',
  });
});

test('whoever an import moved is taken back to where they were, and from where they went', async () => {
  await desk.taken('s', table(ZHOU, LI, '桂花园,1,1,101,钱多多,,,'));
  const [added] = (await rig.store.places.all()).filter(({ name }) => name === '桂花园');
  const compounds = ['m2', added?.id ?? ''];
  const present = async () => (await Promise.all(compounds.map(people))).map(byWhoIsThere);
  const before = await present();
  const moved = LI.replace('银杏苑,3,1,502', '桂花园,1,1,102');
  const { importId } = await desk.taken('s', table(ZHOU, moved, '桂花园,1,1,101,钱多多,,,'));
  expect(await present()).not.toEqual(before);
  expect((await desk.call(importId, 'take-back')).json()).toMatchObject({ state: 'taken-back' });
  expect(await present()).toEqual(before);
  expect([(await rosterOf('m2')).size, (await rosterOf(compounds[1] ?? '')).size]).toEqual([2, 1]);
});

test('compounds may take turns in a file, each written in more than one way', async () => {
  const one = (name: string, compound: string, room: string) =>
    `${compound},1,1,${room},${name},,,`;
  const { preview } = await desk.taken(
    's',
    table(
      one('周大明', '银杏苑', '101'),
      one('钱多多', '桂花园', '101'),
      one('李小红', '银 杏 苑', '102'),
      one('赵新', '没有 的', '1'),
      one('孙文', '桂花园', '102'),
      one('王建国', '银杏苑', '103'),
    ),
  );
  expect(preview).toMatchObject({ people: 6, households: 6 });
  expect(preview.compounds.map(({ name, added }) => [name, added])).toEqual([
    ['银杏苑', 3],
    ['桂花园', 2],
    ['没有 的', 1],
  ]);
  expect((await people('m2')).map(({ name }) => name)).toEqual(['周大明', '李小红', '王建国']);
});

test('an import taken back leaves the people of before, under a generation of its own', async () => {
  await desk.taken('m2', table(ZHOU, LI));
  const before = await people('m2');
  const generation = (await rig.store.rosters.generation('m2')).generation;
  const { importId } = await desk.taken('m2', table(ZHOU.replace('大', '达'), WANG));
  const answer = await desk.call(importId, 'take-back');
  expect(answer.json()).toMatchObject({ state: 'taken-back' });
  const present = (await people('m2')).filter(({ gone }) => !gone);
  expect(present).toEqual(before);
  expect((await rig.store.rosters.generation('m2')).generation).toBe(generation + 2);
  const roster = await rosterOf('m2');
  expect(roster.size).toBe(2);
  expect(roster.find('周大明', 1)[0]?.people[0]?.passNumber).not.toBeNull();
  expect((await desk.call(importId, 'take-back')).json()).toMatchObject({ why: 'not-ready' });
});

test('a first import is taken back to nobody; one that another followed is not taken back', async () => {
  const first = await desk.taken('m2', table(ZHOU, LI));
  const second = await desk.taken('m2', table(ZHOU));
  const refused = await desk.call(first.importId, 'take-back');
  expect(refused.json()).toMatchObject({ error: 'import-refused', why: 'rosters-changed-since' });
  expect(await desk.state(first.importId)).toMatchObject({ canTakeBack: false });
  expect((await desk.call(second.importId, 'take-back')).status).toBe(200);
  const only = await desk.taken('s', table('桂花园,1,1,101,钱多多,,,'));
  await desk.call(only.importId, 'take-back');
  const [added] = (await rig.store.places.all()).filter(({ name }) => name === '桂花园');
  expect(await people(added?.id ?? '')).toMatchObject([{ name: '钱多多', gone: true }]);
});

test('a pass that was replaced since does not keep an import from being taken back', async () => {
  const { importId } = await desk.taken('m2', table(ZHOU));
  const [pass] = await rig.store.rosters.passesIn('s', 'm2', rig.time.now);
  rig.time.now += 1_000;
  const body = { passNumber: pass?.passNumber };
  expect((await desk.device.send('POST', '/api/passes/replace', body)).status).toBe(200);
  expect(await desk.state(importId)).toMatchObject({ canTakeBack: true });
  expect((await desk.call(importId, 'take-back')).json()).toMatchObject({ state: 'taken-back' });
});
