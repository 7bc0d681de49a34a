import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseResidentsAnswer } from '../../src/protocol/residents.ts';
import { replaceRoster } from '../../src/server/street/replace-roster.ts';
import { NOW, openRig, type Rig, TestDevice } from './server-rig.ts';

let rig: Rig;
let desk: TestDevice;
beforeAll(async () => {
  rig = await openRig();
  desk = await TestDevice.enrolled(rig, 'desk', 'c');
  const household = { id: 90, building: '3', unit: '1', room: '502', label: '3-1-502' } as const;
  await replaceRoster(
    rig.store,
    {
      compoundId: 'm2',
      households: [{ ...household, colour: 'green' }],
      residents: ['钱多多', '单 100%'].map((name, at) => ({
        rosterNumber: 90 + at,
        householdId: 90,
        name,
        initials: at === 0 ? ['QDD'] : ['S', 'D'],
        phoneTail: '0417',
        relation: '',
      })),
    },
    NOW,
  );
});
afterAll(() => rig.close());

async function found(text: string, { placeId = 'c', limit = 50, device = desk } = {}) {
  const answer = await device.send('POST', '/api/residents/search', { placeId, text, limit });
  const parsed = parseResidentsAnswer(answer.json());
  if (!parsed.ok) throw new Error(answer.body.toString());
  return parsed.value.residents.map(({ rosterNumber }) => rosterNumber);
}

test('a resident is found by the room as people write it', async () => {
  for (const text of ['3-1-502', '3号楼1单元502', '３栋1单元５０２室', '502']) {
    expect([text, await found(text)]).toEqual([text, [21, 90, 91]]);
  }
  expect(await found('3-1-502', { placeId: 'm2' })).toEqual([90, 91]);
  expect(await found('3-1')).toEqual([11, 12, 21, 90, 91]);
  expect(await found('2')).toEqual([]);
});

test('and by part of the name, by initials, and by the end of the phone', async () => {
  expect(await found('多多')).toEqual([90]);
  expect(await found('qd')).toEqual([90]);
  expect(await found('D')).toEqual([12, 91]);
  expect(await found('13800000417')).toEqual([90, 91]);
  expect(await found('4411')).toEqual([11]);
  expect(await found('%')).toEqual([]);
  expect(await found('单 100%')).toEqual([91]);
});

test('at most as many as were asked for, and nobody from outside the place or the scope', async () => {
  expect(await found('502', { limit: 2 })).toHaveLength(2);
  const m2 = await TestDevice.enrolled(rig, 'desk', 'm2');
  expect(await found('502', { placeId: 'm2', device: m2 })).toEqual([90, 91]);
  for (const placeId of ['c', 'm1', 'nowhere']) {
    const body = { placeId, text: '502', limit: 5 };
    expect((await m2.send('POST', '/api/residents/search', body)).status).toBe(404);
  }
});
