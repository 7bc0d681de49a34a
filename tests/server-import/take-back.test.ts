import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openRoster } from '../../src/roster/roster-file.ts';
import { aboveRestore } from '../../src/server/store/restored-store.ts';
import { rebuildRoster } from '../../src/server/street/rebuild-roster.ts';
import { openRig, type Rig } from '../server/server-rig.ts';
import { ImportDesk, jobsOn, table, withBefore } from './import-desk.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(async () => {
  vi.useRealTimers();
  await rig.close();
});

const ID = '410102199001010018';
const ZHOU = `梧桐里,3,1,501,周敬明,${ID},13800001111,`;
const SHAN = '梧桐里,3,1,501,单静,,,';
const HE = '梧桐里,3,1,502,何芳,,,';

const present = async (compoundId: string) => {
  const { residents } = await rig.store.rosters.people('s', compoundId);
  return residents.filter(({ gone }) => !gone).map(({ name }) => name);
};
const onPhones = async (compoundId: string, rosterNumber: number) => {
  const saved = await rig.store.rosters.file(compoundId);
  return saved && openRoster(saved.file).byRosterNumber(rosterNumber)?.name;
};
const generations = async () =>
  (await rig.store.rosters.latest('s')).map((one) => [one.compoundId, one.generation]);

test('who was taken in elsewhere since stays there: a compound that the import did not touch is left alone', async () => {
  const desk = await ImportDesk.at(rig, 'm1');
  await desk.taken('m1', table(ZHOU, SHAN, HE));
  const { importId } = await desk.taken('m1', table(SHAN, HE));
  const other = await ImportDesk.at(rig, 'm2');
  await other.taken('m2', table(`银杏苑,1,1,101,周敬明,${ID},,`));
  const untouched = (await generations()).find(([id]) => id === 'm2');
  expect((await desk.call(importId, 'take-back')).json()).toMatchObject({ state: 'taken-back' });
  expect(await present('m2')).toEqual(['周敬明']);
  expect(await present('m1')).toEqual(['单静', '何芳']);
  expect([await onPhones('m2', 11), await onPhones('m1', 11)]).toEqual(['周敬明', undefined]);
  expect((await generations()).find(([id]) => id === 'm2')).toEqual(untouched);
});

test('a home that only they lived in who live elsewhere by now does not come back', async () => {
  const desk = await ImportDesk.at(rig, 'm1');
  const alone = ZHOU.replace('501', '601');
  await desk.taken('m1', table(alone, SHAN, HE));
  const { importId } = await desk.taken('m1', table(SHAN, HE));
  const other = await ImportDesk.at(rig, 'm2');
  await other.taken('m2', table(`银杏苑,1,1,101,周敬明,${ID},,`));
  await desk.call(importId, 'take-back');
  const { households } = await rig.store.rosters.people('s', 'm1');
  expect(households.filter(({ gone }) => !gone).map(({ label }) => label)).toEqual([
    '3-1-501',
    '3-1-502',
  ]);
});

const replacePasses = async (desk: ImportDesk, times: number) => {
  for (let done = 0; done < times; done++) {
    rig.time.now += 1_000;
    const [pass] = await rig.store.rosters.passesOf('s', [11], rig.time.now);
    const body = { passNumber: pass?.passNumber };
    expect((await desk.device.send('POST', '/api/passes/replace', body)).status).toBe(200);
  }
};

test('an import can be taken back after however many passes were replaced', async () => {
  const desk = await ImportDesk.at(rig, 'm1');
  const { importId } = await desk.taken('m1', table(ZHOU, '梧桐里,3,1,503,赵新,,,'));
  await replacePasses(desk, 7);
  expect(await desk.state(importId)).toMatchObject({ canTakeBack: true });
  expect((await desk.call(importId, 'take-back')).json()).toMatchObject({ state: 'taken-back' });
  expect(await present('m1')).toEqual(['周敬明', '单静', '何芳']);
});

test('an import can be taken back after a restore, from which on generations count far above', async () => {
  const desk = await ImportDesk.at(rig, 'm1');
  const { importId } = await desk.taken('m1', table(ZHOU));
  const leastGeneration = aboveRestore(0, rig.time.now);
  await rig.store.transaction((inside) =>
    rebuildRoster(inside, {
      compoundId: 'm1',
      now: rig.time.now,
      samePeople: true,
      leastGeneration,
    }),
  );
  await replacePasses(desk, 1);
  expect(await desk.state(importId)).toMatchObject({ canTakeBack: true });
  expect((await desk.call(importId, 'take-back')).json()).toMatchObject({ state: 'taken-back' });
  expect(await present('m1')).toEqual(['周敬明', '单静', '何芳']);
});

test('people of before are forgotten when another import followed, and an import says so that lacks them', async () => {
  const desk = await ImportDesk.at(rig, 'm1');
  await desk.taken('m1', table(ZHOU, SHAN));
  const held = (await rig.store.rosters.generation('m1')).generation - 1;
  await replacePasses(desk, 5);
  expect(await rig.store.rosters.packedPeople('m1', held)).not.toBeNull();
  const { importId } = await desk.taken('m1', table(ZHOU));
  expect(await rig.store.rosters.packedPeople('m1', held)).toBeNull();
  const none = {
    ...rig.store.rosters,
    generationBefore: async () => ({ generation: held, hasPeople: false }),
  };
  const jobs = jobsOn(rig, { ...rig.store, rosters: none });
  const device = await desk.placed();
  expect(await jobs.state(device, importId)).toMatchObject({ canTakeBack: false });
  await expect(jobs.takeBack(device, importId)).rejects.toMatchObject({
    details: { why: 'nothing-before' },
  });
});

test('taking back what takes long is answered with how far it is, and goes on', async () => {
  const desk = await ImportDesk.at(rig, 'm1');
  const { importId } = await desk.taken('m1', table(ZHOU));
  let begin: () => void = () => {};
  const held = new Promise<void>((resolve) => (begin = resolve));
  const jobs = jobsOn(
    rig,
    withBefore(rig.store, () => held),
  );
  const device = await desk.placed();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const answer = jobs.takeBack(device, importId);
  await vi.waitUntil(() => vi.getTimerCount() > 0, 30_000);
  await vi.advanceTimersByTimeAsync(4_000);
  expect(await answer).toMatchObject({ state: 'applying' });
  const discarded = await desk.call(importId, 'discard');
  expect(discarded.json()).toMatchObject({ why: 'not-ready' });
  begin();
  await jobs.close();
  expect(await jobs.state(device, importId)).toMatchObject({ state: 'taken-back' });
});

test('an import whose server died while it was taken back is as it was before', async () => {
  const desk = await ImportDesk.at(rig, 'm1');
  const { importId } = await desk.taken('m1', table(ZHOU));
  const job = await rig.store.imports.find('s', importId);
  if (!job) throw new Error('no job');
  const runner = {
    processId: 'another',
    beatAt: rig.time.now - 120_000,
    progress: { rows: 1, done: 1, of: 2 },
  };
  const detail = JSON.stringify({ phase: 'taking-back', runner, applied: JSON.parse(job.detail) });
  await rig.store.imports.save({ ...job, phase: 'taking-back', detail });
  rig.time.now += 48 * 60 * 60_000;
  expect(await desk.list()).toMatchObject([{ importId, state: 'applied', canTakeBack: true }]);
  expect((await desk.call(importId, 'take-back')).json()).toMatchObject({ state: 'taken-back' });
});
