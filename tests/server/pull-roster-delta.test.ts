import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROSTER_DELTA_TYPE } from '../../src/protocol/roster-delta.ts';
import { openWithDeltas } from '../../src/roster/open-with-deltas.ts';
import { openRosterDelta } from '../../src/roster/roster-delta.ts';
import { openRoster } from '../../src/roster/roster-file.ts';
import { openUnderCard } from '../../src/sealing/gate-card.ts';
import { rosterAad, rosterDeltaAad } from '../../src/sealing/roster-aad.ts';
import { replaceRoster } from '../../src/server/street/replace-roster.ts';
import { NOW, openRig, type Rig, TestDevice } from './server-rig.ts';

const HOMES = 300;

let rig: Rig;
let phone: TestDevice;
beforeAll(async () => {
  rig = await openRig();
  phone = await TestDevice.enrolled(rig, 'gate', 'm2');
});
afterAll(() => rig.close());

/** Compound m2 with two people in each home; those of the homes in `moved` have changed. */
const write = (generation: number, moved: readonly number[]): Promise<number> =>
  replaceRoster(
    rig.store,
    {
      compoundId: 'm2',
      households: Array.from({ length: HOMES }, (_, index) => ({
        id: 1000 + index,
        building: '1',
        unit: '1',
        room: String(101 + index),
        label: `1-1-${101 + index}`,
        colour: 'green' as const,
        passNumber: 50_000 + index,
      })),
      residents: Array.from({ length: HOMES * 2 }, (_, index) => ({
        rosterNumber: 5000 + index,
        householdId: 1000 + (index >> 1),
        name: `周国${index}`,
        initials: ['ZG'],
        phoneTail: moved.includes(index >> 1) ? String(1000 + generation) : '4417',
        relation: '户主',
        passNumber: 60_000 + index,
      })),
    },
    NOW,
  );

async function roster(query = '') {
  const answer = await phone.send('GET', `/api/gates/g3/roster${query}`);
  const generation = Number(String(answer.headers.etag).replaceAll('"', ''));
  const type = String(answer.headers['content-type']);
  return { type, generation, sealed: new Uint8Array(answer.body) };
}

async function open(sealed: Uint8Array<ArrayBuffer>, aad: Uint8Array<ArrayBuffer>) {
  const key = await rig.keys.pullKey('g3', 1);
  const plain = key && (await openUnderCard(sealed, key, aad));
  if (!plain) throw new Error('does not open');
  return plain;
}

test('a phone that says which roster it has is sent only what changed, and ends with the same people', async () => {
  const first = await write(1, []);
  const base = await open((await roster()).sealed, rosterAad('g3', first));
  const second = await write(2, [3, 77]);
  const whole = await roster();
  const delta = await roster(`?from=${first}`);
  expect([delta.type, delta.generation]).toEqual([ROSTER_DELTA_TYPE, second]);
  expect([whole.type, whole.generation]).toEqual(['application/octet-stream', second]);
  expect(delta.sealed.length).toBeLessThan(whole.sealed.length / 20);
  const opened = openRosterDelta(await open(delta.sealed, rosterDeltaAad('g3', first, second)));
  const laid = openWithDeltas(base, [opened]);
  const anew = openRoster(await open(whole.sealed, rosterAad('g3', second)));
  for (const query of ['1-1-104', '1002', '周国154']) {
    expect(laid.find(query, 50)).toEqual(anew.find(query, 50));
  }
  expect(laid.byRosterNumber(5154)?.phoneTail).toBe('1002');
});

test('one seal is good for one delta of one gate', async () => {
  const latest = (await rig.store.rosters.generation('m2')).generation;
  const { sealed } = await roster(`?from=${latest - 1}`);
  const key = await rig.keys.pullKey('g3', 1);
  const tried = [
    rosterDeltaAad('g3', latest - 2, latest),
    rosterDeltaAad('g1', latest - 1, latest),
    rosterAad('g3', latest),
  ].map((aad) => (key ? openUnderCard(sealed, key, aad) : 'no key'));
  expect(await Promise.all(tried)).toEqual([null, null, null]);
});

test('too much has changed, or nobody knows the roster that the phone has: the whole file comes', async () => {
  const before = (await rig.store.rosters.generation('m2')).generation;
  await write(
    3,
    Array.from({ length: HOMES }, (_, index) => index),
  );
  for (const from of [before, 999, 0, before + 1]) {
    expect((await roster(`?from=${from}`)).type).toBe('application/octet-stream');
  }
});

test('what changed can be told of the last seven generations, and of those before them no more', async () => {
  const begun = await write(4, []);
  for (let later = 1; later <= 7; later += 1) await write(4 + later, [later]);
  expect((await roster(`?from=${begun}`)).type).toBe(ROSTER_DELTA_TYPE);
  await write(12, [8]);
  expect((await roster(`?from=${begun}`)).type).toBe('application/octet-stream');
  expect((await roster(`?from=${begun + 1}`)).type).toBe(ROSTER_DELTA_TYPE);
});

test('a generation that is no number is refused', async () => {
  for (const from of ['', '-1', '1.5', '1e3', '9'.repeat(16)]) {
    expect((await phone.send('GET', `/api/gates/g3/roster?from=${from}`)).status).toBe(400);
  }
});
