import { afterAll, beforeAll, expect, test } from 'vitest';
import { CLI, startProcess } from './server-process.ts';
import { entryAt, NOW, openRig, type Rig, TestDevice, TestLog } from './server-rig.ts';

let rig: Rig;
let desk: TestDevice;
beforeAll(async () => {
  rig = await openRig();
  desk = await TestDevice.enrolled(rig, 'desk', 's');
  const phone = await TestDevice.enrolled(rig, 'gate', 'm1');
  const log = await TestLog.begin(phone, 'g1');
  await log.append(entryAt(NOW));
  await log.append(entryAt(NOW + 1000));
  await log.push();
});
afterAll(() => rig.close());

async function printed(...args: string[]): Promise<string> {
  const ended = await startProcess(CLI, rig.environment, ['accesses', ...args]).ended;
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  return ended.stdout.trim();
}

async function kept(): Promise<Record<string, unknown>[]> {
  const text = await printed('--json');
  return text === '' ? [] : text.split('\n').map((line) => JSON.parse(line));
}

test('exports, cards, passes and histories are kept under the device that was shown them', async () => {
  await desk.send('POST', '/api/entries/search', { limit: 9 });
  await desk.send('GET', '/api/gates/nowhere/card');
  await desk.send('POST', '/api/histories', { residentNumber: 99 });
  expect(await kept()).toEqual([]);
  const entries = { ledger: 'entries', format: 'csv', locale: 'zh-CN' };
  await desk.send('POST', '/api/exports', { ...entries, gateIds: ['g1'] });
  await desk.send('POST', '/api/exports', entries);
  await desk.send('GET', '/api/gates/g1/card');
  await desk.send('POST', '/api/passes', { compoundId: 'm1', kind: 'resident', limit: 2 });
  await desk.send('POST', '/api/passes', {
    compoundId: 'm1',
    kind: 'resident',
    limit: 2,
    cursor: '1012',
  });
  await desk.send('POST', '/api/histories', { householdId: 1 });
  rig.time.now = NOW + 60_000;
  await desk.send('POST', '/api/histories', { residentNumber: 11 });
  const { deviceId } = desk;
  expect(await kept()).toEqual([
    { at: NOW, deviceId, what: 'card', scopeId: 'g1', count: 1 },
    { at: NOW, deviceId, what: 'export', scopeId: 'g1', count: 2 },
    { at: NOW, deviceId, what: 'export', scopeId: 's', count: 2 },
    { at: NOW + 60_000, deviceId, what: 'history', scopeId: '1', count: 2 },
    { at: NOW, deviceId, what: 'passes', scopeId: 'm1', count: 3 },
  ]);
  expect(await printed()).toContain(`2022-03-30 14:00  ${deviceId}  北门一号  desk  card g1  1`);
});

test('the list goes on hour by hour, however long it is', async () => {
  for (let index = 1; index <= 1005; index += 1) {
    const access = { streetId: 's', deviceId: desk.deviceId, what: 'card', count: 1 } as const;
    await rig.store.accesses.add({
      ...access,
      scopeId: `g${index}`,
      at: NOW + (1 + (index % 3)) * 3_600_000,
    });
  }
  const all: string[] = [];
  let before = 0;
  for await (const { at, what, scopeId } of rig.store.accesses.all('s')) {
    expect(at).toBeGreaterThanOrEqual(before - 3_600_000);
    before = at;
    all.push(`${at} ${what} ${scopeId}`);
  }
  expect(new Set(all).size).toBe(1010);
  expect(all).toHaveLength(1010);
});
