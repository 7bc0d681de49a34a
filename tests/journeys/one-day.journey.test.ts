import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Phone } from '../chaos/phone.ts';
import { loadPhoneCode } from '../chaos/phone-code.ts';
import { type DayStreet, type GateId, startDayStreet } from './one-day/day-street.ts';
import { atLeast, DeskOfDay, inFigures } from './one-day/desk-of-day.ts';
import { emptyTally, GateShiftDone, type Tally } from './one-day/gate-shift-done.ts';
import { QuietNetwork } from './one-day/quiet-network.ts';

let folder: string;
let street: DayStreet;
let network: QuietNetwork;
let phones: Phone[];
let desk: DeskOfDay;
/** What the north gate had done when it signed first. */
let signedAt18: Tally;
const tallies: Record<GateId, Tally> = {
  north: emptyTally(),
  south: emptyTally(),
  east: emptyTally(),
};
/** Of the two shifts of a gate, the first and the second. */
const shiftOf = (gate: GateId, place: 0 | 1, name: string): GateShiftDone => {
  const phone = phones.filter((one) => one.gate.id === gate)[place];
  if (!phone) throw new Error(`no phone at ${gate}`);
  return new GateShiftDone(phone, street, tallies, name);
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kadian-one-day-'));
  street = await startDayStreet(folder);
  network = new QuietNetwork(street.origin);
  const startCode = await loadPhoneCode(null);
  const { origin, now } = street;
  phones = Array.from(
    { length: 6 },
    (_, index) => new Phone(index, { street, network, origin, startCode, now }),
  );
  for (const phone of phones) await phone.join();
  desk = await DeskOfDay.join(folder, street);
});

afterAll(async () => {
  await desk?.close();
  await street?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('in the morning the rota is put up from a spreadsheet, and the first shifts work and hand over', async () => {
  await desk.importsRota([
    '卡点,日期,班次,姓名,电话',
    '北门,2022-03-28,早班,王桂兰,13800000001',
    '北门,2022-03-28,中班,赵建军,13800000002',
    '南门,2022-03-28,早班,何桂芝,13800000003',
    '南门,2022-03-28,中班,马玉兰,13800000004',
    '东门,2022-03-28,早班,陈德福,13800000005',
    '东门,2022-03-28,中班,邓刚,13800000006',
  ]);
  street.comesTo('06:00');
  const north = shiftOf('north', 0, '王桂兰');
  await north.begins();
  await north.passes(7, 'out');
  await north.passes(3, 'in');
  await north.passesWithoutCode('in');
  await north.visitorComes('李建国');
  await north.carComes('鄂A12345', 3);
  await north.feverIsCleared();
  await north.feverIsHandedOver();
  await north.isTurnedBack();
  await north.isTakenBack();
  await north.isCorrected();
  const south = shiftOf('south', 0, '何桂芝');
  await south.begins();
  const east = shiftOf('east', 0, '陈德福');
  await east.begins();
  await east.passes(5, 'out');
  await east.isTurnedBack();
  street.comesTo('13:58');
  await north.leaves('水壶在门卫室');
  await south.leaves('没有人出入');
  await east.leaves('');
});

test('the second shifts take over; one gate reports, one reports zero, one falls silent and one person never came', async () => {
  street.comesTo('14:00');
  const north = shiftOf('north', 1, '赵建军');
  await north.begins();
  expect(await north.takesOver()).toBe('水壶在门卫室');
  await north.passes(4, 'in');
  await north.passesWithoutCode('out');
  const south = shiftOf('south', 1, '马玉兰');
  await south.begins();
  const east = shiftOf('east', 1, '方圆');
  await east.begins();
  await east.passes(2, 'in');
  await east.syncs();
  network.cut('p5');
  await east.passes(3, 'out');
  street.comesTo('18:20');
  await south.signs(true);
  await south.syncs();
  street.comesTo('18:52');
  await north.signs(false);
  await north.syncs();
  signedAt18 = { ...tallies.north };
  network.cut('p3');
  street.comesTo('19:10');
  await north.passes(3, 'out');
  await north.isTurnedBack();

  street.comesTo('19:12');
  await desk.opens('today');
  await desk.seesSilent('14:0', '方圆');
  await desk.opens('rota');
  await desk.personIs('邓刚', 'missing');
  await desk.page.getByText('方圆').first().waitFor();
});

test('after the deadline three gates have three marks, and nothing is added up as if all were there', async () => {
  street.comesTo('20:08');
  // The quiet gate's phone is heard as ever.
  await shiftOf('south', 1, '马玉兰').syncs();
  street.comesTo('20:10');
  await desk.opens('report');
  expect(await desk.reportOf('北门', '未同步')).toMatchObject({
    figures: atLeast(signedAt18),
    signed: '赵建军 18:52',
  });
  expect(await desk.reportOf('南门', '零报')).toMatchObject({
    figures: inFigures(emptyTally()),
    signed: '马玉兰 18:20',
  });
  const silent = await desk.reportOf('东门', '未报');
  expect(new Set(silent.figures)).toEqual(new Set(['—']));
  // What the silent gate had sent is in the sum, which says that it is not all.
  const known = { ...emptyTally() };
  for (const figure of Object.keys(known) as (keyof Tally)[]) {
    const unsent = figure === 'out' ? 3 : 0;
    known[figure] = signedAt18[figure] + tallies.east[figure] - unsent;
  }
  expect(await desk.reportOf('合计', '1 / 3')).toMatchObject({ figures: atLeast(known) });
});

test('what comes after the deadline is counted, said to be late and signed again; the street signs with what is lacking', async () => {
  street.comesTo('20:40');
  network.mend('p3');
  const north = shiftOf('north', 1, '赵建军');
  await north.syncs();
  await desk.opens('report');
  expect(await desk.reportOf('北门', '签后到 4 条，可补签')).toMatchObject({
    state: '已报',
    figures: inFigures(tallies.north),
  });
  street.comesTo('20:45');
  await shiftOf('south', 1, '马玉兰').syncs();
  await north.signs(false);
  await north.syncs();
  await desk.opens('report');
  expect(await desk.reportOf('北门', '赵建军 20:45')).toMatchObject({ note: '' });
  await desk.opensRows('北门', '出', tallies.north.out);
  await desk.opensRows('北门', '测温异常', tallies.north.fevers);
  await desk.signs('本街道', '周敏');
  expect(await desk.reportOf('合计', '周敏 20:45')).toMatchObject({ state: '2 / 3' });

  street.comesTo('21:30');
  network.mend('p5');
  const east = shiftOf('east', 1, '方圆');
  await east.syncs();
  await desk.opens('report');
  await desk.reportOf('合计', '签后到 3 条，可补签');
});
