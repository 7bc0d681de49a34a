import { afterEach, beforeEach, expect, test } from 'vitest';
import { operatorOf } from '../../src/server/cli/operator.ts';
import { openRig, type Rig } from '../server/server-rig.ts';
import { ImportDesk, jobsOn, table, withBefore } from './import-desk.ts';

let rig: Rig;
let community: ImportDesk;
beforeEach(async () => {
  rig = await openRig();
  community = await ImportDesk.at(rig, 'c');
});
afterEach(() => rig.close());

const ID = '410102199001010018';
const everybody = async (compoundId: string) =>
  (await rig.store.rosters.people('s', compoundId)).residents;

/** Something else changes in the street between the plan and what it writes. */
async function appliedAfter(desk: ImportDesk, placeId: string, file: Uint8Array, change: object) {
  const { importId, preview } = await desk.read(placeId, file);
  let isChanged = false;
  const store = withBefore(rig.store, async () => {
    if (isChanged) return;
    isChanged = true;
    rig.time.now += 1_000;
    expect((await community.device.send('POST', '/api/places/change', change)).status).toBe(200);
  });
  const apply = { previewId: preview.previewId, addPlaces: true, withoutWrongRows: true };
  return { importId, answer: jobsOn(rig, store).apply(await desk.placed(), importId, apply) };
}

test.each([
  ['merged', { kind: 'merge', placeId: 'm2', intoId: 'm1' }],
  ['closed', { kind: 'close', placeId: 'm2' }],
])('nobody is taken into a place that is %s while the file is planned', async (_, change) => {
  const desk = await ImportDesk.at(rig, 'm2');
  const before = await everybody('m1');
  const file = table('银杏苑,3,1,502,周大明,,,');
  const { importId, answer } = await appliedAfter(desk, 'm2', file, change);
  await expect(answer).rejects.toMatchObject({ code: 'place-refused' });
  expect([await everybody('m2'), await everybody('m1')]).toEqual([[], before]);
  const job = await rig.store.imports.find('s', importId);
  expect(job?.phase).toBe('preview');
});

test('a file of many compounds is shown anew when one of them was merged meanwhile', async () => {
  const file = table('银杏苑,3,1,502,周大明,,,', '梧桐里,3,1,501,周敬明,,,');
  const change = { kind: 'merge', placeId: 'm2', intoId: 'm1' };
  const { answer } = await appliedAfter(community, 'c', file, change);
  await expect(answer).rejects.toMatchObject({ details: { why: 'preview-old' } });
  expect(await everybody('m2')).toEqual([]);
});

test('a table of places adds nothing below a place that is closed while it is taken in', async () => {
  const desk = await ImportDesk.at(rig, 's', 'street');
  const file = new TextEncoder().encode('社区,小区,卡点\r\n梧桐社区,桂花园,北门');
  const { importId, preview } = await community.read('c', file, 'places');
  const store = withBefore(rig.store, async () => {
    rig.time.now += 1_000;
    await desk.device.send('POST', '/api/places/change', { kind: 'close', placeId: 'c' });
  });
  const apply = { previewId: preview.previewId, addPlaces: true, withoutWrongRows: true };
  const answer = jobsOn(rig, store).apply(await community.placed(), importId, apply);
  await expect(answer).rejects.toMatchObject({ code: 'place-refused' });
  expect((await rig.store.places.all()).some(({ name }) => name === '桂花园')).toBe(false);
});

const FULL = '小区,楼栋,单元,房号,姓名,身份证号,联系电话,与户主关系,入住日期,备注';
const full = (...lines: readonly string[]) =>
  new TextEncoder().encode([FULL, ...lines].join('\r\n'));

/** Lived at m1 with all that is known of them, and moved out. */
async function movedOutOfM1(): Promise<void> {
  const desk = await ImportDesk.at(rig, 'm1');
  const he = '梧桐里,3,1,502,何芳,,,,,';
  const zhou = `梧桐里,3,1,501,周敬明,${ID},13800001111,户主,2021-05-01,独居老人`;
  await desk.taken('m1', full(zhou, he));
  await desk.taken('m1', full(he));
}

test('an ID number alone tells nobody what another place knew of its bearer, who keeps the number', async () => {
  await movedOutOfM1();
  const desk = await ImportDesk.at(rig, 'm2');
  await desk.taken('m2', full(`银杏苑,1,1,101,路人,${ID},,,,`));
  expect(await everybody('m2')).toMatchObject([
    {
      rosterNumber: 11,
      name: '路人',
      idNumber: ID,
      phone: '',
      phoneTail: '',
      relation: '',
      movedInOn: '',
      remark: '',
    },
  ]);
});

test('who comes back within the scope of whoever brings the file keeps all that is known', async () => {
  await movedOutOfM1();
  await community.taken('m2', full(`银杏苑,1,1,101,周敬明,${ID},,,,`));
  expect(await everybody('m2')).toMatchObject([
    { rosterNumber: 11, phone: '13800001111', phoneTail: '1111', remark: '独居老人' },
  ]);
});

test('an import is there for who began it, and above: it names people from all of that scope', async () => {
  const [one, another] = [await ImportDesk.at(rig, 'm2'), await ImportDesk.at(rig, 'm2')];
  const file = table('银杏苑,3,1,502,周大明,,,');
  const wide = await community.read('m2', file);
  const url = `/api/imports/${wide.importId}`;
  expect((await one.device.send('GET', url)).status).toBe(404);
  expect(await one.list()).toEqual([]);
  expect((await one.apply(wide.importId, wide.preview)).status).toBe(404);
  expect((await one.call(wide.importId, 'discard')).status).toBe(404);
  const narrow = await one.read('m2', file);
  expect((await another.list()).map(({ importId }) => importId)).toEqual([narrow.importId]);
  const seen = (await community.list()).map(({ importId }) => importId);
  expect(seen.sort()).toEqual([wide.importId, narrow.importId].sort());
});

test('what was begun at the server itself names people of its place only, and is there for its desks', async () => {
  const desk = await ImportDesk.at(rig, 'm2');
  const about = { what: 'roster', placeId: 'm2', fileName: '名册.csv', bytes: 9 } as const;
  const importId = await jobsOn(rig, rig.store).start(await operatorOf(rig.store), about);
  expect(await desk.state(importId)).toMatchObject({ state: 'receiving' });
  expect(await (await ImportDesk.at(rig, 'm1')).list()).toEqual([]);
});
