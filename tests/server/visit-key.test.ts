import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import { parseVisitKeyAnswer } from '../../src/protocol/visiting.ts';
import { sealVisitorCode } from '../../src/sealing/seal-visitor-code.ts';
import { readVisitorCode } from '../../src/sealing/visitor-code.ts';
import { openForm } from '../../src/server/visitor-form/open-form.ts';
import { USUAL_FORM } from '../sealing/any-visitor-form.ts';
import { HOST, inject, NOW, openRig, type Rig, TestDevice } from './server-rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

const ask = (query: string) => inject(rig, 'GET', `/api/visit-key${query}`, { host: HOST }, null);

async function keyAt(now: number) {
  rig.time.now = now;
  const parsed = parseVisitKeyAnswer((await ask('?gate=g1')).json());
  if (!parsed.ok) throw new Error('not a key');
  return parsed.value;
}

test('anybody is told the month’s key, the street’s name and how long a code keeps, and nothing else', async () => {
  const answer = await ask('?gate=g1');
  expect([answer.status, answer.headers['cache-control']]).toEqual([200, 'no-store']);
  expect(answer.json()).toEqual({
    sealingKey: { keyId: '2022-03', publicKey: expect.stringMatching(/^[\w-]{87}$/) },
    streetName: '青石街道',
    visitorCodeDays: 30,
  });
});

test('the days are the street’s own rule; rules from before there was one mean the usual', async () => {
  const { visitorCodeDays: _, ...older } = DEFAULT_POLICY;
  await rig.store.policies.add('s', older as typeof DEFAULT_POLICY);
  expect((await keyAt(NOW)).visitorCodeDays).toBe(30);
  await rig.store.policies.add('s', { ...DEFAULT_POLICY, version: 2, visitorCodeDays: 3 });
  expect((await keyAt(NOW)).visitorCodeDays).toBe(3);
});

test('a gate’s street answers, also when the gate is closed; without a gate the only street does', async () => {
  const { places } = rig.store;
  const gate = await places.find('g3');
  if (gate) await places.close(gate, NOW);
  for (const query of ['', '?gate=g3']) expect((await ask(query)).status).toBe(200);
  for (const query of ['?gate=', '?gate=nowhere', '?gate=m1', '?gate=s', '?gate=g1&gate=g2']) {
    const answer = await ask(query);
    expect([query, answer.status, answer.json().error]).toEqual([query, 404, 'not-found']);
  }
  await places.add({ id: 't', parentId: null, kind: 'street', name: '临江街道' });
  expect((await ask('')).status).toBe(404);
  expect((await ask('?gate=g1')).json().streetName).toBe('青石街道');
});

test('what a visitor seals is opened here, in a later month too, and a changed part is told', async () => {
  const text = await sealVisitorCode(USUAL_FORM, (await keyAt(NOW)).sealingKey, NOW);
  const april = await keyAt(Date.UTC(2022, 3, 2));
  expect(april.sealingKey.keyId).toBe('2022-04');
  const reading = readVisitorCode(text);
  if (reading.kind !== 'visitor-code') throw new Error(reading.kind);
  const { people, ...visitor } = USUAL_FORM;
  expect(await openForm(reading.code, rig.keys)).toEqual({ visitor, people, isWhole: true });
  const changed = new Uint8Array(reading.code);
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
  const nothing = { idNumber: '', phone: '', address: '', remark: '' };
  expect(await openForm(changed, rig.keys)).toEqual({
    visitor: { ...visitor, ...nothing },
    people,
    isWhole: false,
  });
  expect(await openForm(new Uint8Array(300), rig.keys)).toBeNull();
});

test('whoever asks without end is told to wait, and the others go on', async () => {
  rig.time.now = NOW + 3_600_000;
  const statuses = [];
  for (let index = 0; index < 601; index += 1) statuses.push((await ask('?gate=g1')).status);
  expect(statuses.lastIndexOf(200)).toBe(599);
  const refused = await ask('?gate=g1');
  expect([refused.status, refused.json().error]).toEqual([429, 'too-many']);
  rig.time.now += 60_000;
  expect((await ask('?gate=g1')).status).toBe(200);
});

test('the desk learns where posters lead, unless visitors’ phones could not open it', async () => {
  rig.time.now = NOW;
  const desk = await TestDevice.enrolled(rig, 'desk', 'm1');
  const address = () => desk.send('GET', '/api/poster-address');
  expect((await address()).json()).toEqual({ address: `https://${HOST}/visit/` });
  rig.publicUrl.refusal = 'plain-http';
  expect((await address()).json()).toMatchObject({
    error: 'public-url-unusable',
    why: 'plain-http',
  });
});
