import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { replaceRoster } from '../../src/server/street/replace-roster.ts';
import { entryAt, NOW, openRig, type Rig, shiftStart, TestDevice, TestLog } from './server-rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

/** Four signs that nothing else here has: the tail by which a person could be told. */
const tail = fc
  .array(fc.constantFrom(...'甲乙丙丁戊己庚辛壬癸'), { minLength: 4, maxLength: 4 })
  .map((signs) => signs.join(''));

const ASKED: readonly (readonly [string, object])[] = [
  ['/api/entries/search', { limit: 200 }],
  ['/api/exports', { ledger: 'entries', format: 'csv', locale: 'zh-CN' }],
  ['/api/exports', { ledger: 'entries', format: 'csv', locale: 'en' }],
  ['/api/histories', { householdId: 1 }],
  ['/api/histories', { residentNumber: 11 }],
  ['/api/reviews', { day: '2022-03-30' }],
  ['/api/cases', { day: '2022-03-30' }],
];

/** Everything that the gate and the roster have in writing, each text ending in the tail. */
async function logOf(phone: TestDevice, end: string): Promise<TestLog> {
  const log = await TestLog.begin(phone, 'g1');
  await log.append(shiftStart(NOW, [`王${end}兰`]));
  const visitor = {
    name: `罗${end}佑`,
    idNumber: `11010519${end}`,
    address: `幸福路${end}`,
    phone: `139${end}`,
    purpose: `看望${end}`,
    householdVisited: `3-1-502 ${end}`,
    plate: `京A${end}`,
    remark: `带狗${end}`,
  };
  for (const subject of [
    { kind: 'visitor', visitor },
    { kind: 'visitor', visitor: { ...visitor, name: '' } },
    { kind: 'resident', rosterNumber: 11 },
  ] as const) {
    const number = await log.append(
      entryAt(NOW, {
        subject,
        verdict: 'stop',
        outcome: 'held',
        reasons: ['fever-again'],
        shown: [
          { kind: 'vehicle', plate: `京B${end}`, people: 2 },
          { kind: 'host', household: `3-1-502 ${end}`, isConfirmed: true },
        ],
      }),
    );
    await log.append({
      kind: 'case-step',
      at: NOW + 1000,
      target: { segmentId: log.segmentId, number },
      step: 'called',
      by: `李${end}强`,
      note: `社区${end}`,
    });
    await log.append({
      kind: 'decision',
      at: NOW + 1000,
      target: { segmentId: log.segmentId, number },
      by: `李${end}强`,
      outcome: 'passed',
      note: `放行${end}`,
    });
  }
  await log.push();
  return log;
}

async function rosterOf(end: string): Promise<void> {
  const { store } = rig;
  const household = { id: 1, building: '3', unit: '1', room: '501', label: '3-1-501' };
  const resident = {
    rosterNumber: 11,
    householdId: 1,
    name: `周${end}明`,
    initials: ['ZJM'],
    phoneTail: end,
    relation: `户主${end}`,
    passNumber: 1011,
  };
  await replaceRoster(
    store,
    {
      compoundId: 'm1',
      households: [{ ...household, colour: 'green' as const }],
      residents: [resident],
    },
    NOW,
  );
}

test('no end of a name, phone, ID, address, plate or note comes to who may not read full names', async () => {
  const phone = await TestDevice.enrolled(rig, 'gate', 'm1');
  const inspector = await TestDevice.enrolled(rig, 'inspector', 's');
  const desk = await TestDevice.enrolled(rig, 'desk', 's');
  await fc.assert(
    fc.asyncProperty(tail, async (end) => {
      await rosterOf(end);
      const { segmentId } = await logOf(phone, end);
      for (const [url, body] of ASKED) {
        const hidden = (await inspector.send('POST', url, body)).body.toString();
        expect(hidden).toContain(segmentId);
        expect(hidden).not.toContain(end);
        // The same question of one who may proves that the answer would have it.
        expect((await desk.send('POST', url, body)).body.toString()).toContain(end);
      }
    }),
    { numRuns: 12, seed: 5 },
  );
});
