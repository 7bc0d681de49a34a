import { afterEach, beforeEach, expect, test } from 'vitest';
import { type OutsideAnswer, parseOutsideAnswer } from '../../src/protocol/reviews.ts';
import { HOUR_MS, inForce, logAt, logged, NOON, passing, QUOTA } from './judged-street.ts';
import { openRig, type Rig, TestDevice } from './server-rig.ts';

let rig: Rig;
let desk: TestDevice;
beforeEach(async () => {
  rig = await openRig();
  rig.time.now = NOON;
  desk = await TestDevice.enrolled(rig, 'desk', 'm1');
});
afterEach(() => rig.close());

async function outside(more: object = {}, device = desk): Promise<OutsideAnswer> {
  const answer = await device.send('POST', '/api/outside', { overdueOnly: false, ...more });
  const parsed = parseOutsideAnswer(answer.json());
  if (!parsed.ok) throw new Error(answer.body.toString());
  return parsed.value;
}

test('tells who is out, through whichever gate, since when, and when they should be back', async () => {
  await inForce(rig, { quota: QUOTA });
  await logged(
    await logAt(rig, 'g1'),
    passing(11, 'out', NOON - 3 * HOUR_MS),
    passing(12, 'out', NOON - 3 * HOUR_MS),
    passing(21, 'out', NOON - HOUR_MS),
  );
  await logged(await logAt(rig, 'g3'), passing(12, 'in', NOON - 2 * HOUR_MS));
  expect(await outside()).toEqual({
    households: [
      {
        householdId: 1,
        room: '3-1-501',
        compoundId: 'm1',
        people: [
          {
            rosterNumber: 11,
            maskedName: '周▇明',
            since: NOON - 3 * HOUR_MS,
            gateName: '北门',
            dueAt: NOON - HOUR_MS,
          },
        ],
      },
      {
        householdId: 2,
        room: '3-1-502',
        compoundId: 'm1',
        people: [
          {
            rosterNumber: 21,
            maskedName: '何▇',
            since: NOON - HOUR_MS,
            gateName: '北门',
            dueAt: NOON + HOUR_MS,
          },
        ],
      },
    ],
    peopleOut: 2,
    overdue: 1,
  });
  const late = await outside({ overdueOnly: true });
  expect(late.households.map(({ householdId }) => householdId)).toEqual([1]);
  expect(late).toMatchObject({ peopleOut: 2, overdue: 1 });
});

test('nobody is due where the rules set no time, nor is anybody looked for who went days ago', async () => {
  await logged(
    await logAt(rig, 'g1'),
    passing(11, 'out', NOON - 20 * HOUR_MS),
    passing(21, 'out', NOON - 100 * HOUR_MS),
  );
  const { households, overdue } = await outside();
  expect(households.map(({ people }) => people)).toMatchObject([
    [{ rosterNumber: 11, dueAt: null }],
  ]);
  expect(overdue).toBe(0);
});

test('a desk sees the households of its own place', async () => {
  await logged(await logAt(rig, 'g1'), passing(11, 'out', NOON - HOUR_MS));
  const other = await TestDevice.enrolled(rig, 'desk', 'm2');
  expect(await outside({}, other)).toEqual({ households: [], peopleOut: 0, overdue: 0 });
  expect(
    (await other.send('POST', '/api/outside', { overdueOnly: false, placeId: 'm1' })).status,
  ).toBe(404);
});
