import { beforeEach, expect, it, vi } from 'vitest';
import { goOnWithoutNames } from '../../src/actions/go-on-without-names.ts';
import { lock } from '../../src/actions/lock.ts';
import { readNotice } from '../../src/actions/read-notice.ts';
import { showCard } from '../../src/actions/show-card.ts';
import { noticesNow, unreadNotices } from '../../src/actions/street-notices.ts';
import type { StreetNotice } from '../../src/domain/notice.ts';
import { database } from '../../src/storage/database.ts';
import { GATE, START } from '../phone/test-street.ts';
import { PullPhone } from './pull-phone.ts';

let phone: PullPhone;
beforeEach(async () => {
  phone = await PullPhone.make();
});

const HOUR_MS = 3_600_000;
const NOTICE: StreetNotice = {
  id: 'ab'.repeat(16),
  kind: 'words',
  placeName: '青石街道',
  title: '明天起戴双层口罩',
  text: '请看一看。',
  madeAt: START,
  madeBy: '综合指挥中心',
  expiresAt: null,
  policy: null,
  readBy: [],
};

it('brings notices while locked, sealed as they are, which the card opens', async () => {
  phone.server.notices = [NOTICE];
  expect((await phone.pull()).kind).toBe('done');
  const row = await database.notices.get(GATE);
  expect(new TextDecoder().decode(row?.sealed)).not.toContain('口罩');
  const session = await phone.startShift();
  await vi.waitFor(() => expect(session.notices).toEqual([NOTICE]));
  lock(session);
  expect(session.notices).toEqual([]);
  const nameless = await goOnWithoutNames(GATE, [], START);
  if (nameless.kind !== 'opened') throw new Error(nameless.kind);
  expect(nameless.session.notices).toEqual([]);
  await showCard(nameless.session, phone.street.cardOf(GATE));
  await vi.waitFor(() => expect(nameless.session.notices).toEqual([NOTICE]));
});

it('is not sent again while nothing changed, and an open session hears of what did', async () => {
  const session = await phone.startShift();
  await phone.pull();
  const before = await database.notices.get(GATE);
  phone.now += 1000;
  await phone.pull();
  expect(await database.notices.get(GATE)).toEqual(before);
  phone.server.notices = [NOTICE];
  await phone.pull();
  await vi.waitFor(() => expect(session.notices).toEqual([NOTICE]));
});

it('keeps back nothing else when it fails', async () => {
  phone.server.sealedAnswers.set('/notices', () => new Response('', { status: 502 }));
  expect((await phone.pull()).kind).toBe('failed');
  expect(phone.server.requests).toContain(`GET /api/gates/${GATE}/passings`);
});

it('is read by each on duty with a record of the shift, which says so once', async () => {
  phone.server.notices = [NOTICE, { ...NOTICE, id: 'cd'.repeat(16), readBy: ['王秀英'] }];
  await phone.pull();
  const session = await phone.startShift();
  await vi.waitFor(() => expect(unreadNotices(session, START)).toHaveLength(1));
  const records = session.state.recordCount;
  for (let twice = 0; twice < 2; twice += 1) await readNotice(session, NOTICE.id, '王秀英', START);
  expect(session.state.recordCount).toBe(records + 1);
  expect(unreadNotices(session, START)).toEqual([]);
  lock(session);
  const resumed = await phone.resumeShift();
  await vi.waitFor(() => expect(resumed.notices).toHaveLength(2));
  expect(unreadNotices(resumed, START)).toEqual([]);
});

it('is over at its time by the phone’s clock, also without network', async () => {
  phone.server.notices = [{ ...NOTICE, expiresAt: START + HOUR_MS }];
  await phone.pull();
  const session = await phone.startShift();
  await vi.waitFor(() => expect(noticesNow(session, START)).toHaveLength(1));
  expect(noticesNow(session, START + HOUR_MS)).toEqual([]);
});

it('goes with its gate', async () => {
  phone.server.notices = [NOTICE];
  await phone.pull();
  phone.server.hasGate = false;
  phone.server.gone = [GATE];
  await phone.pull();
  expect(await database.notices.count()).toBe(0);
});
