import { afterAll, beforeAll, expect, test } from 'vitest';
import { entryAt, NOW, openRig, type Rig, TestDevice, TestLog } from './server-rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

test('a history that does not fit has its newest 500 rows and says that there are more', async () => {
  const desk = await TestDevice.enrolled(rig, 'desk', 's');
  const log = await TestLog.begin(await TestDevice.enrolled(rig, 'gate', 'm1'), 'g1');
  const history = async () =>
    (await desk.send('POST', '/api/histories', { householdId: 1 })).json() as {
      rows: { id: string }[];
      more: boolean;
    };
  for (let index = 0; index < 501; index += 1) await log.append(entryAt(NOW + index * 1000));
  await log.push(1, 500);
  const fitting = await history();
  expect([fitting.rows.length, fitting.more]).toEqual([500, false]);
  await log.push(501);
  const longer = await history();
  expect([longer.rows.length, longer.more]).toEqual([500, true]);
  expect(longer.rows[0]?.id).toBe(`${log.segmentId}/501`);
  expect(longer.rows.at(-1)?.id).toBe(`${log.segmentId}/2`);
});
