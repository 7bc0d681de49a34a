import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseReviewsAnswer, type ReviewsAnswer } from '../../src/protocol/reviews.ts';
import {
  DAY,
  HOUR_MS,
  inForce,
  logAt,
  logged,
  MINUTE_MS,
  NOON,
  passing,
  QUOTA,
} from './judged-street.ts';
import { openRig, type Rig, TestDevice } from './server-rig.ts';

let rig: Rig;
let desk: TestDevice;
beforeEach(async () => {
  rig = await openRig();
  rig.time.now = NOON;
  desk = await TestDevice.enrolled(rig, 'desk', 'm1');
});
afterEach(() => rig.close());

async function reviews(device = desk, day = DAY): Promise<ReviewsAnswer> {
  const answer = await device.send('POST', '/api/reviews', { day });
  const parsed = parseReviewsAnswer(answer.json());
  if (!parsed.ok) throw new Error(answer.body.toString());
  return parsed.value.isWhole === false ? reviews(device, day) : parsed.value;
}

test('a second exit of a household that its gate let through, because another gate had not told it yet, is found', async () => {
  await inForce(rig, { quota: QUOTA });
  await logged(await logAt(rig, 'g1'), passing(11, 'out', NOON - 3 * HOUR_MS));
  await logged(await logAt(rig, 'g2'), passing(12, 'out', NOON - 2 * HOUR_MS));
  const found = await reviews();
  expect(found).toMatchObject({
    total: 1,
    reviews: [
      {
        kind: 'breach',
        reasons: ['quota-used'],
        reviewed: null,
        row: { gateId: 'g2', subject: { rosterNumber: 12 }, verdict: 'pass' },
      },
    ],
  });
});

test('in whatever order the two logs arrive, the same is found, and nothing about whoever was turned back or undone', async () => {
  await inForce(rig, { quota: QUOTA });
  const [north, south] = [await logAt(rig, 'g1'), await logAt(rig, 'g2')];
  const [undone = 0] = await logged(south, passing(21, 'out', NOON - 4 * HOUR_MS));
  await logged(
    south,
    { kind: 'undo', at: NOON, target: { segmentId: south.segmentId, number: undone } },
    passing(12, 'out', NOON - 2 * HOUR_MS),
    passing(21, 'out', NOON - HOUR_MS, { verdict: 'check', outcome: 'turned-back' }),
  );
  expect((await reviews()).total).toBe(0);
  await logged(north, passing(11, 'out', NOON - 3 * HOUR_MS), passing(21, 'out', NOON - HOUR_MS));
  expect((await reviews()).reviews).toMatchObject([{ row: { subject: { rosterNumber: 12 } } }]);
});

test('what the gate saw itself, what rules of another hour forbid and what the desk marked later is no breach', async () => {
  await rig.store.policies.add('s', {
    ...(await import('../../src/domain/policy.ts')).DEFAULT_POLICY,
    version: 2,
    effectiveFrom: NOON,
    quota: QUOTA,
  });
  await rig.store.marks.set({
    streetId: 's',
    mark: {
      id: 'ab'.repeat(16),
      subject: { kind: 'resident', rosterNumber: 11 },
      colour: null,
      isolatedUntil: '2022-04-30',
      voidUntil: null,
      isDenied: true,
      documentIds: [],
      note: '',
    },
    changedAt: NOON,
    changedBy: '',
    changedWithin: 's/',
  });
  await logged(
    await logAt(rig, 'g1'),
    passing(11, 'out', NOON - 4 * HOUR_MS),
    passing(12, 'out', NOON - 3 * HOUR_MS),
    passing(21, 'out', NOON - 3 * HOUR_MS),
    passing(21, 'out', NOON - 2 * HOUR_MS, {
      verdict: 'check',
      reasons: ['already-out'],
      outcome: 'passed',
    }),
  );
  expect((await reviews()).reviews).toEqual([]);
});

test('whoever was let pass against a stop is listed with the words and the name of who did, until somebody has looked', async () => {
  const log = await logAt(rig, 'g1');
  const [number = 0] = await logged(
    log,
    passing(11, 'out', NOON - HOUR_MS, {
      verdict: 'stop',
      outcome: 'turned-back',
      reasons: ['quota-used'],
    }),
  );
  await logged(log, {
    kind: 'decision',
    at: NOON - HOUR_MS + MINUTE_MS,
    target: { segmentId: log.segmentId, number },
    outcome: 'passed',
    note: '家中老人急病',
    by: '王秀英',
  });
  expect((await reviews()).reviews).toMatchObject([
    { kind: 'override', row: { note: '家中老人急病', decidedBy: '王秀英' }, reviewed: null },
  ]);
  const made = { kind: 'override', gateId: 'g1', id: `${log.segmentId}/${number}`, note: '属实' };
  expect((await desk.send('POST', '/api/reviews/make', made)).status).toBe(200);
  expect((await reviews()).reviews).toMatchObject([
    { kind: 'override', reviewed: { at: NOON, note: '属实' } },
  ]);
  const inspector = await TestDevice.enrolled(rig, 'inspector', 's');
  expect(JSON.stringify(await reviews(inspector))).not.toMatch(/王秀英|急病|属实/);
  const elsewhere = await TestDevice.enrolled(rig, 'desk', 'm2');
  expect((await reviews(elsewhere)).reviews).toEqual([]);
  expect((await reviews(desk, '2022-03-29')).reviews).toEqual([]);
});

test('a paper that is good for one passing a day and was used at two gates is found at the second', async () => {
  const documents = [
    { id: 1, name: '通行证', lifts: ['quota' as const], directions: ['out' as const], perDay: 1 },
  ];
  await inForce(rig, { quota: { ...QUOTA, persons: 0 }, documents, antiPassback: false });
  const shown = [{ kind: 'document' as const, documentId: 1 }];
  const lifted = { shown, reasons: ['lifted' as const] };
  await logged(await logAt(rig, 'g1'), passing(11, 'out', NOON - 3 * HOUR_MS, lifted));
  await logged(await logAt(rig, 'g2'), passing(11, 'out', NOON - 2 * HOUR_MS, lifted));
  expect((await reviews()).reviews).toMatchObject([
    { row: { gateId: 'g2' }, reasons: ['quota-used', 'document-used-up'] },
  ]);
});
