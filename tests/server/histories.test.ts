import { afterAll, beforeAll, expect, test } from 'vitest';
import { replaceRoster } from '../../src/server/street/replace-roster.ts';
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

test('who moved has a history of one piece, in pages too', async () => {
  const desk = await TestDevice.enrolled(rig, 'desk', 's');
  const log = await TestLog.begin(await TestDevice.enrolled(rig, 'gate', 'm1'), 'g1');
  const subject = { kind: 'resident', rosterNumber: 21 } as const;
  const moveTo = async (householdId: number): Promise<void> => {
    const home = { building: '3', unit: '1', room: '1', label: '3-1-1', colour: 'green' } as const;
    await replaceRoster(
      rig.store,
      {
        compoundId: 'm1',
        households: [1, 2, 7].map((id) => ({ id, ...home })),
        residents: [
          {
            rosterNumber: 21,
            householdId,
            name: '何芳',
            initials: ['HF'],
            phoneTail: '',
            relation: '户主',
          },
        ],
      },
      NOW,
    );
  };
  for (const [index, householdId] of [2, 7, 1, 2].entries()) {
    await moveTo(householdId);
    await log.append(entryAt(NOW + index * 1000, { subject }));
    await log.append(entryAt(NOW + index * 1000, { subject, direction: 'in' }));
    await log.push();
  }
  const all = [8, 7, 6, 5, 4, 3, 2, 1].map((number) => `${log.segmentId}/${number}`);
  const history = (await desk.send('POST', '/api/histories', { residentNumber: 21 })).json();
  expect((history.rows as { id: string }[]).map(({ id }) => id)).toEqual(all);
  const told: string[] = [];
  let cursor: string | null = null;
  do {
    const query = { residentNumber: 21, limit: 3, ...(cursor !== null && { cursor }) };
    const page = (await desk.send('POST', '/api/entries/search', query)).json() as unknown as {
      rows: { id: string }[];
      next: string | null;
      total: number;
    };
    told.push(...page.rows.map(({ id }) => id));
    cursor = page.next;
  } while (cursor !== null);
  expect(told).toEqual(all);
});
