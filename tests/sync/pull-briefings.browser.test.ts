import { beforeEach, expect, it, vi } from 'vitest';
import { goOnWithoutNames } from '../../src/actions/go-on-without-names.ts';
import { lock } from '../../src/actions/lock.ts';
import { showCard } from '../../src/actions/show-card.ts';
import type { Briefing } from '../../src/domain/mark.ts';
import { database } from '../../src/storage/database.ts';
import { GATE, START } from '../phone/test-street.ts';
import { PullPhone } from './pull-phone.ts';

let phone: PullPhone;
beforeEach(async () => {
  phone = await PullPhone.make();
});

const BRIEFING: Briefing = {
  marks: [
    {
      id: 'ab'.repeat(16),
      subject: { kind: 'resident', rosterNumber: 1 },
      colour: null,
      isolatedUntil: '2022-04-10',
      voidUntil: null,
      isDenied: false,
      documentIds: [],
      note: '居家观察',
    },
  ],
  contacts: [],
  entrances: [{ building: '3', unit: '1', householdIds: [1, 2] }],
};
const ASKED = `GET /api/gates/${GATE}/briefing`;

it('brings a briefing while locked, sealed as it is, which the card opens', async () => {
  phone.server.briefing = BRIEFING;
  expect((await phone.pull()).kind).toBe('done');
  const row = await database.briefings.get(GATE);
  expect(new TextDecoder().decode(row?.sealed)).not.toContain('居家');
  const session = await phone.startShift();
  expect(session.briefing).toEqual(BRIEFING);
  lock(session);
  expect(session.briefing).toBeNull();
  const nameless = await goOnWithoutNames(GATE, [], START);
  if (nameless.kind !== 'opened') throw new Error(nameless.kind);
  expect(nameless.session.briefing).toBeNull();
  await showCard(nameless.session, phone.street.cardOf(GATE));
  expect(nameless.session.briefing).toEqual(BRIEFING);
});

it('is not sent again while nothing changed, and an open session uses what did', async () => {
  const session = await phone.startShift();
  await phone.pull();
  await vi.waitFor(() => expect(session.briefing?.marks).toEqual([]));
  const before = await database.briefings.get(GATE);
  phone.now += 1000;
  expect((await phone.pull()).kind).toBe('done');
  expect(await database.briefings.get(GATE)).toEqual(before);
  phone.server.briefing = BRIEFING;
  await phone.pull();
  await vi.waitFor(() => expect(session.briefing).toEqual(BRIEFING));
});

it('keeps back nothing else when it fails, and keeps what was there', async () => {
  phone.server.briefing = BRIEFING;
  await phone.pull();
  phone.server.sealedAnswers.set('/briefing', () => new Response('', { status: 502 }));
  phone.server.requests.length = 0;
  expect((await phone.pull()).kind).toBe('failed');
  expect(phone.server.requests).toEqual([
    'GET /api/pull',
    ASKED,
    `GET /api/gates/${GATE}/notices`,
    `GET /api/gates/${GATE}/day`,
    `GET /api/gates/${GATE}/handbook`,
    `GET /api/gates/${GATE}/passings`,
  ]);
  expect((await phone.startShift()).briefing).toEqual(BRIEFING);
});

it('fetches again what it cannot read', async () => {
  phone.server.briefing = BRIEFING;
  await phone.pull();
  await database.briefings.update(GATE, { sealed: new Uint8Array(40) });
  expect((await phone.startShift()).briefing).toBeNull();
  expect(await database.briefings.count()).toBe(0);
  await phone.pull();
  expect((await phone.resumeShift()).briefing).toEqual(BRIEFING);
});

it('goes with its gate', async () => {
  await phone.pull();
  phone.server.hasGate = false;
  phone.server.gone = [GATE];
  await phone.pull();
  expect(await database.briefings.count()).toBe(0);
});
