import { Dexie } from 'dexie';
import { beforeEach, expect, it, vi } from 'vitest';
import { acceptHandover, waitingHandover } from '../../src/actions/accept-handover.ts';
import { answerQuiz } from '../../src/actions/answer-quiz.ts';
import { answerStandards } from '../../src/actions/answer-standards.ts';
import { readStreetHandbook } from '../../src/actions/gate-handbook.ts';
import { goOnWithoutNames } from '../../src/actions/go-on-without-names.ts';
import { lock } from '../../src/actions/lock.ts';
import { showCard } from '../../src/actions/show-card.ts';
import { signReport } from '../../src/actions/sign-report.ts';
import type { ToldDay } from '../../src/domain/gate-day.ts';
import { database, KadianDatabase } from '../../src/storage/database.ts';
import { GATE, START } from '../phone/test-street.ts';
import { PullPhone } from './pull-phone.ts';
import { QUIET_DAY } from './server-double.ts';

let phone: PullPhone;
beforeEach(async () => {
  phone = await PullPhone.make();
});

const HOUR_MS = 3_600_000;
const DAY: ToldDay = {
  ...QUIET_DAY,
  rota: [{ name: '赵建军', startsAt: START, endsAt: START + HOUR_MS, servedMinutes: 90 }],
  handover: { shiftId: 'cd'.repeat(16), text: '电梯坏了', from: ['赵建军'], at: START - HOUR_MS },
};
const HANDBOOK = { version: 3, text: '# 手册\n\n先看码。' };

it('brings the gate’s day and the street’s handbook while locked, sealed, which the card opens', async () => {
  phone.server.day = DAY;
  phone.server.handbook = HANDBOOK;
  expect((await phone.pull()).kind).toBe('done');
  for (const table of [database.gateDays, database.handbooks]) {
    const words = new TextDecoder().decode((await table.get(GATE))?.sealed);
    expect(words).not.toMatch(/赵建军|先看码/);
  }
  const session = await phone.startShift();
  await vi.waitFor(() => expect(session.day).toEqual(DAY));
  expect(await readStreetHandbook(session)).toEqual(HANDBOOK);
  lock(session);
  expect(session.day).toBeNull();
  const nameless = await goOnWithoutNames(GATE, [], START);
  if (nameless.kind !== 'opened') throw new Error(nameless.kind);
  expect(nameless.session.day).toBeNull();
  expect(await readStreetHandbook(nameless.session)).toBeNull();
  await showCard(nameless.session, phone.street.cardOf(GATE));
  await vi.waitFor(() => expect(nameless.session.day).toEqual(DAY));
});

it('is not sent again while nothing changed, and an open session uses what did', async () => {
  const session = await phone.startShift();
  await phone.pull();
  await vi.waitFor(() => expect(session.day).toEqual(QUIET_DAY));
  const before = await database.gateDays.get(GATE);
  phone.now += 1000;
  expect((await phone.pull()).kind).toBe('done');
  expect(await database.gateDays.get(GATE)).toEqual(before);
  phone.server.day = DAY;
  await phone.pull();
  await vi.waitFor(() => expect(session.day).toEqual(DAY));
  phone.server.hasGate = false;
  phone.server.gone = [GATE];
  lock(session);
  await database.shifts.clear();
  await phone.pull();
  expect(await database.gateDays.count()).toBe(0);
  expect(await database.handbooks.count()).toBe(0);
});

it('says at every pull how many records it has not sent', async () => {
  await phone.pull();
  expect(phone.server.asked.unsent).toBe('0');
  const session = await phone.startShift();
  await phone.pull();
  expect(phone.server.asked.unsent).toBe(String(session.state.recordCount));
});

it('keeps what is signed, taken over and answered in the shift’s log, which a reload brings back', async () => {
  phone.server.day = DAY;
  await phone.pull();
  const session = await phone.startShift();
  await vi.waitFor(() => expect(waitingHandover(session)).toEqual(DAY.handover));
  const { shiftId } = DAY.handover as NonNullable<ToldDay['handover']>;
  const records = session.state.recordCount;
  for (let twice = 0; twice < 2; twice += 1)
    await acceptHandover(session, shiftId, '王秀英', START);
  expect(session.state.recordCount).toBe(records + 1);
  const answered = { version: 0, missing: [9, 2, 9], by: '王秀英', note: '' };
  expect((await answerStandards(session, answered, START)).kind).toBe('saved');
  const quiz = { version: 3, asked: 5, right: 4, by: '王秀英' };
  expect((await answerQuiz(session, quiz, START)).kind).toBe('saved');
  const report = { day: '2022-04-03', isZero: true, note: ' 下雨 ' };
  expect((await signReport(session, { ...report, by: ' ' }, START)).kind).toBe('who-needed');
  expect((await signReport(session, { ...report, by: '王秀英' }, START)).kind).toBe('saved');
  expect(session.state.recordCount).toBe(records + 4);
  lock(session);
  const { state } = await phone.resumeShift();
  expect(state.reports.get('2022-04-03')).toMatchObject({
    isZero: true,
    by: '王秀英',
    note: '下雨',
  });
  expect(state.standardsAnsweredAt).toBe(START);
  expect([...state.handoversAccepted]).toEqual([shiftId]);
});

it('comes into a database of an older app, which keeps what it has', async () => {
  const name = 'kadian-of-an-older-app';
  const older = new Dexie(name);
  older.version(2).stores({ notices: 'gateId', shifts: 'shiftId' });
  await older.table('notices').put({ gateId: GATE, etag: '"1.a"' });
  older.close();
  const newer = new KadianDatabase(name);
  expect(await newer.notices.get(GATE)).toEqual({ gateId: GATE, etag: '"1.a"' });
  const row = { gateId: GATE, etag: '"1.b"', sealed: new Uint8Array(1), savedAt: START };
  await newer.gateDays.put(row);
  await newer.handbooks.put(row);
  expect(await newer.gateDays.get(GATE)).toEqual(row);
  await newer.delete();
});
