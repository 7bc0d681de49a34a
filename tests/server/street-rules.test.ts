import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Mark, MarkSubject } from '../../src/domain/mark.ts';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import { parseBriefing } from '../../src/protocol/briefing.ts';
import { parseContactsAnswer, parseMarksAnswer } from '../../src/protocol/marks.ts';
import { parsePoliciesAnswer, parsePolicyMade } from '../../src/protocol/policies.ts';
import { briefingAad } from '../../src/sealing/briefing-aad.ts';
import { openUnderCard } from '../../src/sealing/gate-card.ts';
import { policiesNow } from '../../src/server/street/policy-in-force.ts';
import { NOW, openRig, type Rig, TestDevice } from './server-rig.ts';

const { version: _version, effectiveFrom: _from, timeZone: _zone, ...RULES } = DEFAULT_POLICY;
const HOUR_MS = 3_600_000;
let rig: Rig;
let street: TestDevice;
let desk: TestDevice;

beforeEach(async () => {
  rig = await openRig();
  street = await TestDevice.enrolled(rig, 'street', 's');
  desk = await TestDevice.enrolled(rig, 'desk', 'm1');
});
afterEach(() => rig.close());

const contentOf = <T>(parsed: { ok: true; value: T } | { ok: false }): T => {
  if (!parsed.ok) throw new Error('not of the shape');
  return parsed.value;
};
const policies = async () =>
  contentOf(parsePoliciesAnswer((await street.send('GET', '/api/policies')).json()));
const make = (basedOn: number, changes: object = {}, effectiveFrom: number | null = null) =>
  street.send('POST', '/api/policies', {
    basedOn,
    effectiveFrom,
    policy: { ...RULES, ...changes },
  });

describe('the street’s rules', () => {
  test('are the usual ones until somebody makes others, which stand above them', async () => {
    const usual = await policies();
    expect(usual.policies).toHaveLength(1);
    const made = await make(usual.inForce, { title: '一户一人', maskRequired: false });
    const { policy, madeBy } = contentOf(parsePolicyMade(made.json()));
    expect(policy).toMatchObject({ title: '一户一人', maskRequired: false, effectiveFrom: NOW });
    expect(policy.version).toBeGreaterThan(usual.inForce);
    expect(madeBy).not.toBe('');
    expect((await policies()).inForce).toBe(policy.version);
  });

  test('made for later come into force at their hour, and the ones before stay until then', async () => {
    const { inForce } = await policies();
    const now = contentOf(parsePolicyMade((await make(inForce, { title: '现在' })).json())).policy;
    const later = contentOf(
      parsePolicyMade((await make(now.version, { title: '今晚' }, NOW + HOUR_MS)).json()),
    ).policy;
    expect((await policies()).inForce).toBe(now.version);
    const at = (moment: number) => policiesNow('s', rig.store, 'Asia/Shanghai', moment);
    expect(await at(NOW + HOUR_MS - 1)).toMatchObject({
      inForce: { version: now.version },
      next: { version: later.version },
    });
    expect(await at(NOW + HOUR_MS)).toMatchObject({
      inForce: { version: later.version },
      next: null,
    });
  });

  test('are not overwritten by whoever has not seen the newest, nor made for an hour that is past', async () => {
    const { inForce } = await policies();
    await make(inForce);
    expect((await make(inForce)).json()).toMatchObject({
      error: 'policy-refused',
      why: 'outdated',
    });
    const newest = (await policies()).inForce;
    expect((await make(newest, {}, NOW - HOUR_MS)).json()).toMatchObject({
      error: 'policy-refused',
      why: 'past',
    });
  });

  test.each([
    ['a threshold of no thermometer', { lowThresholdTenths: 3400 }],
    ['a window that ends before it begins', { clicker: [{ fromMinute: 600, toMinute: 540 }] }],
    ['a rule that nobody knows', { curfew: true }],
    ['two papers of one number', { documents: [1, 1].map((id) => paper(id)) }],
  ])('with %s are refused', async (_what, changes) => {
    const { inForce } = await policies();
    expect((await make(inForce, changes)).json()).toMatchObject({ error: 'body-malformed' });
  });
});

const paper = (id: number) => ({ id, name: '通行证', lifts: [], directions: ['out'], perDay: 0 });
const markOf = (subject: MarkSubject, changes: Partial<Mark> = {}): Mark => ({
  id: randomBytes(16).toString('hex'),
  subject,
  colour: null,
  isolatedUntil: null,
  voidUntil: null,
  isDenied: false,
  documentIds: [],
  note: '',
  ...changes,
});
const setMark = (mark: Mark, by = desk) =>
  by.send('POST', '/api/marks/change', { kind: 'set', mark });
const marks = async (by = desk) =>
  contentOf(parseMarksAnswer((await by.send('GET', '/api/marks')).json())).marks;

async function briefingOf(gateId: string, headers: Record<string, string> = {}) {
  const phone = await TestDevice.enrolled(rig, 'gate', gateId === 'g3' ? 'm2' : 'm1');
  const answer = await phone.send('GET', `/api/gates/${gateId}/briefing`, null, { more: headers });
  const gate = await rig.store.gates.find(gateId);
  const key = gate && (await rig.keys.pullKey(gate.id, gate.cardEpoch));
  if (!key) throw new Error('no card');
  const plain =
    answer.status === 200
      ? await openUnderCard(new Uint8Array(answer.body), key, briefingAad(gateId))
      : null;
  return {
    status: answer.status,
    etag: answer.headers.etag,
    briefing: plain && parseBriefing(plain),
  };
}

describe('marked people', () => {
  test('are told to the gates that guard them, sealed under the card, and to no others', async () => {
    await setMark(
      markOf(
        { kind: 'resident', rosterNumber: 11 },
        { isolatedUntil: '2022-04-10', note: '居家隔离，送菜到门口' },
      ),
    );
    await setMark(markOf({ kind: 'plate', plate: '鄂 ａ·12345' }, { isDenied: true }), street);
    const { briefing } = await briefingOf('g1');
    expect(briefing?.marks).toHaveLength(2);
    expect(briefing?.marks).toContainEqual(
      expect.objectContaining({
        subject: { kind: 'resident', rosterNumber: 11 },
        isolatedUntil: '2022-04-10',
      }),
    );
    expect((await briefingOf('g3')).briefing?.marks).toMatchObject([
      { subject: { kind: 'plate', plate: '鄂A12345' }, isDenied: true },
    ]);
  });

  test('by an ID number are told by the resident, too, where they live, as phones know no ID numbers', async () => {
    await rig.database.run(
      "UPDATE residents SET id_number = '11010519491231002X' WHERE roster_number = 11",
    );
    const subject = { kind: 'id-number', idNumber: '110105 19491231 002x' } as const;
    await setMark(markOf(subject, { isDenied: true }), street);
    const subjectsAt = async (gateId: string) =>
      (await briefingOf(gateId)).briefing?.marks.map(({ subject: whose, isDenied }) => [
        whose.kind === 'resident' ? whose.rosterNumber : whose.kind,
        isDenied,
      ]);
    expect((await subjectsAt('g1'))?.map(String).toSorted()).toEqual(['11,true', 'id-number,true']);
    expect(await subjectsAt('g3')).toEqual([['id-number', true]]);
    await rig.database.run('UPDATE residents SET gone = 1 WHERE roster_number = 11');
    expect(await subjectsAt('g1')).toEqual([['id-number', true]]);
  });

  test('are listed masked, changed in place and removed', async () => {
    const mark = markOf({ kind: 'resident', rosterNumber: 11 }, { isDenied: true });
    await setMark(mark);
    await setMark({ ...mark, isDenied: false, colour: 'red' });
    expect(await marks()).toMatchObject([
      { who: '周▇明 3-1-501', mark: { isDenied: false, colour: 'red' } },
    ]);
    await desk.send('POST', '/api/marks/change', { kind: 'remove', id: mark.id });
    expect(await marks()).toEqual([]);
  });

  test('of another compound are neither seen nor changed', async () => {
    const mark = markOf({ kind: 'resident', rosterNumber: 11 });
    await setMark(mark);
    const other = await TestDevice.enrolled(rig, 'desk', 'm2');
    expect(await marks(other)).toEqual([]);
    const taken = { ...mark, subject: { kind: 'plate', plate: '京A12345' } } as const;
    expect((await setMark(taken, other)).status).toBe(404);
    const removed = await other.send('POST', '/api/marks/change', { kind: 'remove', id: mark.id });
    expect(removed.status).toBe(404);
    expect(await marks()).toHaveLength(1);
  });

  test('that the street made are not taken back by a desk below it, and the other way round they are', async () => {
    const denied = markOf({ kind: 'plate', plate: '京A12345' }, { isDenied: true });
    await setMark(denied, street);
    expect((await setMark({ ...denied, isDenied: false })).status).toBe(403);
    const removed = await desk.send('POST', '/api/marks/change', { kind: 'remove', id: denied.id });
    expect(removed.status).toBe(403);
    const own = markOf({ kind: 'household', householdId: 1 }, { voidUntil: '2022-04-09' });
    await setMark(own);
    expect((await setMark({ ...own, voidUntil: null }, street)).status).toBe(200);
    expect(await marks(street)).toContainEqual(
      expect.objectContaining({ mark: expect.objectContaining({ isDenied: true }) }),
    );
  });

  test('an unchanged briefing is not sent again, a new card seals it anew', async () => {
    const first = await briefingOf('g1');
    const etag = String(first.etag);
    expect(await briefingOf('g1', { 'if-none-match': etag })).toMatchObject({ status: 304 });
    await setMark(markOf({ kind: 'household', householdId: 1 }, { voidUntil: '2022-04-01' }));
    expect((await briefingOf('g1', { 'if-none-match': etag })).status).toBe(200);
  });
});

test('a gate is told who lives at which entrance while a rule asks for it', async () => {
  expect((await briefingOf('g1')).briefing?.entrances).toEqual([]);
  const odd = { compoundIds: [], buildings: [], units: [], parity: 'odd' };
  const windows = [{ fromMinute: 360, toMinute: 720 }];
  const { inForce } = await policies();
  await make(inForce, { hours: [{ directions: ['out'], homes: odd, windows }] }, NOW + HOUR_MS);
  expect((await briefingOf('g1')).briefing?.entrances).toEqual([
    { building: '3', unit: '1', householdIds: [1, 2] },
  ]);
});

test('a gate is told whom to call, the nearest place first', async () => {
  for (const [placeId, name] of [
    ['s', '街道值班室'],
    ['m1', '梧桐里三人小组'],
    ['c', '社区医生'],
    ['m2', '别处的人'],
  ]) {
    const contact = {
      id: randomBytes(16).toString('hex'),
      placeId,
      name,
      duty: '',
      phone: '010 5550 0000',
    };
    const answer = await street.send('POST', '/api/contacts/change', { kind: 'set', contact });
    expect(answer.status).toBe(200);
  }
  const { briefing } = await briefingOf('g1');
  expect(briefing?.contacts.map(({ name }) => name)).toEqual([
    '梧桐里三人小组',
    '社区医生',
    '街道值班室',
  ]);
  const listed = contentOf(parseContactsAnswer((await desk.send('GET', '/api/contacts')).json()));
  expect(listed.contacts.map(({ name }) => name)).toEqual(['梧桐里三人小组']);
});
