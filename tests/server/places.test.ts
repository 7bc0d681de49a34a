import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Place } from '../../src/domain/place.ts';
import {
  type PlaceChange,
  parsePlacesAnswer,
  parsePlacesChanged,
} from '../../src/protocol/places.ts';
import { type PulledGate, parsePullAnswer } from '../../src/protocol/pull.ts';
import { openRoster } from '../../src/roster/roster-file.ts';
import { replaceRoster } from '../../src/server/street/replace-roster.ts';
import { entryAt, NOW, openRig, type Rig, receiptIn, TestDevice, TestLog } from './server-rig.ts';

let rig: Rig;
let desk: TestDevice;

beforeEach(async () => {
  rig = await openRig();
  desk = await TestDevice.enrolled(rig, 'desk', 's');
});
afterEach(() => rig.close());

async function change(wanted: PlaceChange, by = desk): Promise<Place[]> {
  const answer = await by.send('POST', '/api/places/change', wanted);
  const parsed = parsePlacesChanged(answer.json());
  if (answer.status !== 200 || !parsed.ok) throw new Error(answer.body.toString());
  return parsed.value.places;
}

/** The reason of a refusal; the tree must be as it was. */
async function refused(wanted: PlaceChange, by = desk): Promise<unknown> {
  const before = await tree();
  const answer = await by.send('POST', '/api/places/change', wanted);
  expect(await tree()).toEqual(before);
  const { error, why } = answer.json();
  return error === 'place-refused' ? why : [answer.status, error];
}

async function tree(by = desk): Promise<Place[]> {
  const parsed = parsePlacesAnswer((await by.send('GET', '/api/places')).json());
  if (!parsed.ok) throw new Error('not a list of places');
  return parsed.value.places;
}

const add = async (parentId: string, placeKind: Place['kind'], name: string): Promise<Place> => {
  const [place] = await change({ kind: 'add', parentId, placeKind, name });
  if (!place) throw new Error('nothing was added');
  return place;
};

async function pull(phone: TestDevice): Promise<{ gates: PulledGate[]; gone: string[] }> {
  const parsed = parsePullAnswer((await phone.send('GET', '/api/pull')).json());
  if (!parsed.ok) throw new Error('not a pull');
  return { gates: parsed.value.gates ?? [], gone: parsed.value.gone ?? [] };
}
const idsOf = (gates: readonly { readonly id: string }[]): string[] => gates.map(({ id }) => id);

async function rosterOf(compoundId: string) {
  const file = await rig.store.rosters.file(compoundId);
  if (!file) throw new Error('no roster');
  return openRoster(file.file);
}

test('whoever asks for the places is told what the street is called now, also from below it', async () => {
  const administrator = await TestDevice.enrolled(rig, 'administrator', 's');
  const below = await TestDevice.enrolled(rig, 'desk', 'c');
  await change({ kind: 'rename', placeId: 's', name: '青石新街道' }, administrator);
  const answer = (await below.send('GET', '/api/places')).json();
  expect(answer.streetName).toBe('青石新街道');
  expect(idsOf(await tree(below))).not.toContain('s');
});

test('a street is added to, level by level, and a gate has its card from the start', async () => {
  const grid = await add('c', 'grid', '第一网格');
  const court = await add(grid.id, 'courtyard', '  老楼院  ');
  expect(court).toMatchObject({
    name: '老楼院',
    path: `s/c/${grid.id}/${court.id}/`,
    closedAt: null,
  });
  const gate = await add(court.id, 'gate', '院门');
  const card = await desk.send('GET', `/api/gates/${gate.id}/card`);
  expect(card.json()).toMatchObject({ epoch: 1, gateName: '院门', compoundName: '老楼院' });
  // Since when it is there is kept; of one from before that was kept nothing is known.
  expect(await rig.store.gates.find(gate.id)).toMatchObject({ madeAt: NOW });
  expect(await rig.store.gates.find('g1')).toMatchObject({ madeAt: null });
  const phone = await TestDevice.enrolled(rig, 'gate', grid.id);
  expect((await pull(phone)).gates).toMatchObject([{ id: gate.id, compoundId: court.id }]);
});

test('what may not stand there, is named like its neighbour or is closed is refused, and why', async () => {
  expect(await refused({ kind: 'add', parentId: 'g1', placeKind: 'gate', name: '门' })).toBe(
    'kind-under-parent',
  );
  expect(await refused({ kind: 'add', parentId: 's', placeKind: 'gate', name: '门' })).toBe(
    'kind-under-parent',
  );
  expect(await refused({ kind: 'add', parentId: 'm1', placeKind: 'gate', name: '北门' })).toBe(
    'name-taken',
  );
  expect(await refused({ kind: 'rename', placeId: 'g1', name: '南门' })).toBe('name-taken');
  expect(await refused({ kind: 'move', placeId: 'c', parentId: 'm1' })).toBe('into-itself');
  expect(await refused({ kind: 'move', placeId: 'm1', parentId: 'm2' })).toBe('kind-under-parent');
  expect(await refused({ kind: 'merge', placeId: 'm1', intoId: 'm1' })).toBe('into-itself');
  expect(await refused({ kind: 'merge', placeId: 'm1', intoId: 'c' })).toBe('kinds-differ');
  expect(await refused({ kind: 'merge', placeId: 's', intoId: 'c' })).toBe('own-place');
  await change({ kind: 'close', placeId: 'm2' });
  expect(await refused({ kind: 'add', parentId: 'm2', placeKind: 'gate', name: '门' })).toBe(
    'parent-closed',
  );
  expect(await refused({ kind: 'rename', placeId: 'm2', name: '新名' })).toBe('place-closed');
  expect(await refused({ kind: 'move', placeId: 'g1', parentId: 'm2' })).toBe('parent-closed');
  expect(await refused({ kind: 'move', placeId: 'g3', parentId: 'm1' })).toBe('place-closed');
  expect(await refused({ kind: 'merge', placeId: 'm1', intoId: 'm2' })).toBe('place-closed');
  expect(await refused({ kind: 'merge', placeId: 'm2', intoId: 'm1' })).toBe('place-closed');
  expect(await refused({ kind: 'reopen', placeId: 'g3' })).toBe('parent-closed');
  // The name of what is closed is free again, until that comes back.
  await add('c', 'compound', '银杏苑');
  expect(await refused({ kind: 'reopen', placeId: 'm2' })).toBe('name-taken');
});

test('what is out of scope is not there, neither to change nor to stand under', async () => {
  const own = await TestDevice.enrolled(rig, 'desk', 'm1');
  const missing = [404, 'not-found'];
  for (const wanted of [
    { kind: 'add', parentId: 'm2', placeKind: 'gate', name: '门' },
    { kind: 'add', parentId: 'c', placeKind: 'compound', name: '苑' },
    { kind: 'rename', placeId: 'g3', name: '门' },
    { kind: 'rename', placeId: 'c', name: '社区' },
    { kind: 'move', placeId: 'g1', parentId: 'm2' },
    { kind: 'move', placeId: 'g3', parentId: 'm1' },
    { kind: 'merge', placeId: 'g1', intoId: 'g3' },
    { kind: 'merge', placeId: 'g3', intoId: 'g1' },
    { kind: 'close', placeId: 'g3' },
    { kind: 'reopen', placeId: 'nowhere' },
  ] as const) {
    expect([wanted, await refused(wanted, own)]).toEqual([wanted, missing]);
  }
});

test('nobody changes the place that their scope hangs on, but the administrator names the street', async () => {
  const own = await TestDevice.enrolled(rig, 'street', 'm1');
  for (const wanted of [
    { kind: 'rename', placeId: 'm1', name: '新' },
    { kind: 'close', placeId: 'm1' },
    { kind: 'move', placeId: 'm1', parentId: 'm1' },
    { kind: 'merge', placeId: 'm1', intoId: 'g1' },
    { kind: 'reopen', placeId: 'm1' },
  ] as const) {
    expect(await refused(wanted, own)).toBe('own-place');
  }
  const administrator = await TestDevice.enrolled(rig, 'administrator', 's');
  const [street] = await change({ kind: 'rename', placeId: 's', name: '白石街道' }, administrator);
  expect(street).toMatchObject({ id: 's', name: '白石街道', path: 's/' });
  expect(await refused({ kind: 'close', placeId: 's' }, administrator)).toBe('own-place');
});

test('a gate that is closed takes nothing new and leaves the phones; what it logged stays', async () => {
  const phone = await TestDevice.enrolled(rig, 'gate', 'm1');
  const log = await TestLog.begin(phone, 'g1');
  await log.append(entryAt(NOW));
  await log.push();
  expect(await pull(phone)).toMatchObject({ gone: [], gates: [{ id: 'g1' }, { id: 'g2' }] });
  expect(idsOf(await change({ kind: 'close', placeId: 'g1' }))).toEqual(['g1']);
  const after = await pull(phone);
  expect([idsOf(after.gates), after.gone]).toEqual([['g2'], ['g1']]);
  expect((await phone.send('GET', '/api/gates/g1/roster')).status).toBe(404);
  const replaced = await desk.send('POST', '/api/gates/g1/card/replace', {});
  expect(replaced.json()).toMatchObject({ error: 'place-refused', why: 'place-closed' });
  const found = await desk.send('POST', '/api/entries/search', { limit: 9, gateIds: ['g1'] });
  expect(found.json()).toMatchObject({ total: 1 });
  // What was still on the phone is taken as ever.
  await log.append(entryAt(NOW + 1000));
  expect(await receiptIn(rig, await log.push(2))).toMatchObject({ number: 2, quarantined: false });
  await change({ kind: 'reopen', placeId: 'g1' });
  const again = await pull(phone);
  expect([idsOf(again.gates), again.gone]).toEqual([['g1', 'g2'], []]);
});

test('closing closes all that is below; reopening opens one place at a time', async () => {
  const changed = await change({ kind: 'close', placeId: 'c' });
  expect(idsOf(changed)).toEqual(['c', 'm1', 'g1', 'g2', 'm2', 'g3']);
  expect(new Set(changed.map(({ closedAt }) => closedAt))).toEqual(new Set([NOW]));
  rig.time.now += 1000;
  expect(await change({ kind: 'close', placeId: 'c' })).toEqual([]);
  expect(idsOf(await change({ kind: 'reopen', placeId: 'c' }))).toEqual(['c']);
  expect(await change({ kind: 'reopen', placeId: 'c' })).toEqual([]);
  expect(idsOf(await change({ kind: 'reopen', placeId: 'm1' }))).toEqual(['m1']);
});

test('a place moves with all that is below it, and its gates work with the roster that they now stand at', async () => {
  const other = await add('s', 'community', '玉兰社区');
  const moved = await change({ kind: 'move', placeId: 'm1', parentId: other.id });
  expect(moved.map(({ id, path }) => [id, path])).toEqual([
    ['m1', `s/${other.id}/m1/`],
    ['g1', `s/${other.id}/m1/g1/`],
    ['g2', `s/${other.id}/m1/g2/`],
  ]);
  const phone = await TestDevice.enrolled(rig, 'gate', 'm1');
  expect((await pull(phone)).gates.map(({ compoundId }) => compoundId)).toEqual(['m1', 'm1']);
  await change({ kind: 'move', placeId: 'g1', parentId: 'm2' });
  const left = await pull(phone);
  expect([idsOf(left.gates), left.gone]).toEqual([['g2'], ['g1']]);
  const there = await TestDevice.enrolled(rig, 'gate', 'm2');
  expect((await pull(there)).gates).toMatchObject([
    { id: 'g1', compoundId: 'm2', compoundName: '银杏苑', rosterGeneration: 0 },
    { id: 'g3', compoundId: 'm2' },
  ]);
});

test('what a phone logged at a gate stands in the ledger, wherever the gate was moved meanwhile', async () => {
  const other = await add('s', 'community', '玉兰社区');
  const told = await TestDevice.enrolled(rig, 'gate', 'c');
  await pull(told);
  const untold = await TestDevice.enrolled(rig, 'gate', 'c');
  const revoked = await TestDevice.enrolled(rig, 'gate', 'c');
  await pull(revoked);
  await change({ kind: 'move', placeId: 'm1', parentId: other.id });
  // Once before its log and once more after: what it was told stays told.
  expect((await pull(told)).gone).toEqual(['g1', 'g2']);
  expect((await pull(told)).gone).toEqual(['g1', 'g2']);
  await desk.send('POST', '/api/devices/change', { kind: 'revoke', deviceId: revoked.deviceId });
  const kept: boolean[] = [];
  for (const phone of [told, untold, revoked]) {
    const log = await TestLog.begin(phone, 'g1');
    await log.append(entryAt(NOW));
    kept.push(!(await receiptIn(rig, await log.push())).quarantined);
  }
  expect(kept).toEqual([true, false, false]);
  const found = await desk.send('POST', '/api/entries/search', { limit: 9 });
  expect(found.json()).toMatchObject({ total: 1, rows: [{ gateId: 'g1' }] });
});

test('two compounds become one: gates, people with their numbers and passes, phones; the ledger keeps its names', async () => {
  await replaceRoster(
    rig.store,
    {
      compoundId: 'm2',
      households: [
        {
          id: 9,
          building: '1',
          unit: '',
          room: '101',
          label: '1-101',
          colour: 'green',
          passNumber: 2009,
        },
      ],
      residents: [
        {
          rosterNumber: 91,
          householdId: 9,
          name: '罗一',
          initials: ['LY'],
          phoneTail: '0091',
          relation: '户主',
          passNumber: 2091,
        },
      ],
    },
    NOW,
  );
  const phone = await TestDevice.enrolled(rig, 'gate', 'm2');
  const log = await TestLog.begin(phone, 'g3');
  await log.append(entryAt(NOW, { subject: { kind: 'resident', rosterNumber: 91 } }));
  await log.push();
  const changed = await change({ kind: 'merge', placeId: 'm2', intoId: 'm1' });
  expect(changed).toMatchObject([
    { id: 'g3', parentId: 'm1', path: 's/c/m1/g3/', closedAt: null },
    { id: 'm2', closedAt: NOW, mergedInto: 'm1' },
  ]);
  const roster = await rosterOf('m1');
  expect([roster.size, roster.generation]).toEqual([4, 2]);
  expect(roster.byPassNumber(2091)).toMatchObject({ name: '罗一', rosterNumber: 91 });
  expect(roster.byPassNumber(1011)).toMatchObject({ name: '周敬明', rosterNumber: 11 });
  expect(roster.householdByPassNumber(2009)).toMatchObject({ id: 9, room: '1-101' });
  expect((await rosterOf('m2')).size).toBe(0);
  const { gates, gone } = await pull(phone);
  expect(gates.map((gate) => [gate.id, gate.compoundId, gate.rosterGeneration])).toEqual([
    ['g1', 'm1', 2],
    ['g2', 'm1', 2],
    ['g3', 'm1', 2],
  ]);
  expect(gone).toEqual([]);
  await log.append(entryAt(NOW + 1000));
  expect(await receiptIn(rig, await log.push(2))).toMatchObject({ quarantined: false });
  const own = await TestDevice.enrolled(rig, 'desk', 'm1');
  const history = await own.send('POST', '/api/histories', { residentNumber: 91 });
  expect(history.json()).toMatchObject({
    household: { compoundName: '梧桐里', size: 1 },
    rows: [{ gateId: 'g3', gateName: '东门' }],
  });
});

test('people are not merged into a place that keeps no roster, nor gates to where none may stand', async () => {
  const post = await add('c', 'sampling', '采样点');
  expect(await refused({ kind: 'merge', placeId: 'm1', intoId: post.id })).toBe('kinds-differ');
  const village = await add('s', 'village', '石桥村');
  await add(village.id, 'gate', '村口');
  expect(await refused({ kind: 'merge', placeId: village.id, intoId: 'c' })).toBe(
    'kind-under-parent',
  );
  await change({ kind: 'rename', placeId: 'g3', name: '北门' });
  const answer = await desk.send('POST', '/api/places/change', {
    kind: 'merge',
    placeId: 'm2',
    intoId: 'm1',
  });
  expect(answer.json()).toMatchObject({ error: 'place-refused', why: 'name-taken', name: '北门' });
});

test('of two merged gates one goes on: its phones know the other no more, and what was logged keeps its gate', async () => {
  const phone = await TestDevice.enrolled(rig, 'gate', 'g2');
  const log = await TestLog.begin(phone, 'g2');
  await log.append(entryAt(NOW));
  await log.push();
  await pull(phone);
  await change({ kind: 'merge', placeId: 'g2', intoId: 'g1' });
  const after = await pull(phone);
  expect([idsOf(after.gates), after.gone]).toEqual([['g1'], ['g2']]);
  const found = await desk.send('POST', '/api/entries/search', { limit: 9 });
  expect(found.json()).toMatchObject({ rows: [{ gateId: 'g2', gateName: '南门' }] });
});

test('what a phone logged offline at a gate that was merged meanwhile stands in the ledger', async () => {
  const phone = await TestDevice.enrolled(rig, 'gate', 'g2');
  const elsewhere = await TestDevice.enrolled(rig, 'gate', 'm2');
  const logs = [await TestLog.begin(phone, 'g2'), await TestLog.begin(elsewhere, 'g2')] as const;
  for (const log of logs) await log.append(entryAt(NOW));
  const third = await add('m1', 'gate', '西门');
  await change({ kind: 'merge', placeId: 'g2', intoId: 'g1' });
  await change({ kind: 'merge', placeId: 'g1', intoId: third.id });
  expect((await receiptIn(rig, await logs[0].push())).quarantined).toBe(false);
  expect((await receiptIn(rig, await logs[1].push())).quarantined).toBe(true);
  const found = await desk.send('POST', '/api/entries/search', { limit: 9 });
  expect(found.json()).toMatchObject({ total: 1, rows: [{ gateId: 'g2' }] });
});

test('of two changes at once that exclude each other one is made', async () => {
  const [one, other] = await Promise.all(
    ['东一门', '东一门'].map((name) =>
      desk.send('POST', '/api/places/change', {
        kind: 'add',
        parentId: 'm2',
        placeKind: 'gate',
        name,
      }),
    ),
  );
  expect([one?.status, other?.status].sort()).toEqual([200, 409]);
});

test('a card replaced at the desk opens nothing old, is accounted for, and only the last one counts', async () => {
  const phone = await TestDevice.enrolled(rig, 'gate', 'm1');
  const [before] = (await pull(phone)).gates;
  const answers = await Promise.all(
    [1, 2, 3].map(() => desk.send('POST', '/api/gates/g1/card/replace', {})),
  );
  const epochs = answers.map((answer) => Number(answer.json().epoch));
  // Who had to begin anew, because another was quicker, has skipped one.
  expect(new Set([1, ...epochs]).size).toBe(4);
  const lastEpoch = Math.max(...epochs);
  const last = answers.find((answer) => answer.json().epoch === lastEpoch);
  const shown = await desk.send('GET', '/api/gates/g1/card');
  expect(shown.json()).toEqual(last?.json());
  const [after] = (await pull(phone)).gates;
  expect([before?.cardEpoch, after?.cardEpoch]).toEqual([1, lastEpoch]);
  expect(after?.cardTag).toBe((await rig.keys.card('g1', lastEpoch))?.tag);
  expect(after?.cardTag).not.toBe(before?.cardTag);
  const accesses = [];
  for await (const access of rig.store.accesses.all('s')) accesses.push(access);
  expect(accesses).toContainEqual({
    streetId: 's',
    deviceId: desk.deviceId,
    what: 'card-replaced',
    scopeId: 'g1',
    at: NOW,
    count: 3,
  });
});
