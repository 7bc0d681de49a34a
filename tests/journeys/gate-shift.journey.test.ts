import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomInt } from 'node:crypto';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nineKeyOf } from '../../src/domain/nine-key.ts';
import { searchProfile } from '../found-phone/profile-search.ts';
import { Desk } from './desk.ts';
import { Phone } from './phone.ts';
import { openProfile } from './profile.ts';
import { type RowDone, RowsDone } from './rows-done.ts';
import type { Resident, StreetFacts } from './street-facts.ts';
import { type StreetServer, startStreetServer } from './street-server.ts';
import { word } from './words.ts';

const randomTail = (signs: string): string =>
  Array.from({ length: 8 }, () => signs[randomInt(signs.length)]).join('');
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const digits = '0123456789';

/** Typed at the gate; none of these may stand readable on the phone either. */
const typed = {
  firstVolunteer: randomTail(letters),
  secondVolunteer: randomTail(letters),
  relief: randomTail(letters),
  phoneName: randomTail(letters),
  visitor: randomTail(letters),
  visitorPhone: randomTail(digits),
  visitorId: randomTail(digits),
  visitorAddress: randomTail(letters),
  visitorPurpose: randomTail(letters),
  visitorRemark: randomTail(letters),
  visited: randomTail(letters),
  held: randomTail(letters),
  handover: randomTail(letters),
};
const firstShift = [`王${typed.firstVolunteer}`, `李${typed.secondVolunteer}`];
const relief = [`赵${typed.relief}`];

let folder: string;
let street: StreetServer;
let facts: StreetFacts;
let phone: Phone;
let desk: Desk;
const done = new RowsDone();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kadian-journey-'));
  street = await startStreetServer(folder);
  facts = street.facts;
});

afterAll(async () => {
  await phone?.context.close();
  await desk?.context.close();
  await street?.stop();
  await rm(folder, { recursive: true, force: true });
});

const profile = () => join(folder, 'phone');
const clip = () => join(folder, 'camera.y4m');

/** The street's clock goes on, for everybody. */
async function later(ms: number): Promise<void> {
  street.advance(ms);
  await phone.setClock(street.now());
  await desk.setClock(street.now());
}

/** The next person: long enough after the last one not to be the same passing. */
const next = () => later(20_000);

const key = (reading: string): Locator =>
  phone.page
    .getByRole('region', { name: word('keys.temperature') })
    .getByRole('button', { name: new RegExp(`^${reading.replace('.', '\\.')}`) });

async function measure(reading: string): Promise<void> {
  const [whole] = reading.split('.');
  if (whole !== '36') {
    await phone.tap(phone.page.getByRole('button', { name: whole ?? '', exact: true }));
  }
  await phone.tap(key(reading));
  if (whole !== '36') await phone.press('keys.confirm');
}

const measuring = () => phone.heading(word('measure.title'));
const scan = (resident: Resident) => phone.scan(resident.passText, measuring());

async function toNext(): Promise<void> {
  await phone.press('act.next');
  await phone.isAt(facts.gateName);
}

/** 周敬明 → 周某明, as a screen reader hears it. */
const spoken = (name: string): string => `${name.charAt(0)}${word('name.hidden')}${name.at(-1)}`;

const rowOf = ({ name, room, phoneTail }: Resident) => ({
  name,
  address: room,
  phone: phoneTail,
});

const ordinary = (direction: 'in' | 'out' = 'out') =>
  ({
    site: 'forehead',
    mask: true,
    direction,
    verdict: 'pass',
    outcome: 'passed',
    onDuty: firstShift,
  }) as const satisfies Partial<RowDone>;

const parkedRow = ({ room }: Resident): Locator =>
  phone.page
    .getByRole('region', { name: word('top.parked') })
    .getByRole('button')
    .filter({ hasText: room });

/** Presses the nine keys for a question. */
async function find(question: string): Promise<void> {
  await phone.press('gate.find');
  const pad = phone.page.getByRole('region', { name: word('keys.nine') });
  for (const sign of question) {
    const name = sign === '-' ? word('keys.dash') : new RegExp(`^${nineKeyOf(sign)}`);
    await phone.tap(pad.getByRole('button', { name }));
  }
}

const foundPerson = ({ room }: Resident): Locator =>
  phone.page
    .getByRole('main')
    .locator('section')
    .filter({ has: phone.page.getByRole('heading', { level: 2 }), hasText: room })
    .getByRole('button');

async function enrolTheDesk(): Promise<void> {
  desk = await Desk.join(join(folder, 'desk'), facts.deskInvitation, street.now());
  await desk.page.getByText(word('app.name')).first().waitFor();
  await desk.isAccessible('an empty ledger');
}

async function enrolThePhone(): Promise<void> {
  phone = await Phone.open({
    folder: profile(),
    clip: clip(),
    address: facts.phoneInvitation,
    now: street.now(),
  });
  await phone.isAt(word('join.title'));
  expect(phone.page.url()).not.toContain('join=');
  await phone.isAccessible('join');
  await phone.field('join.name').fill(`${typed.phoneName}的手机`);
  await phone.press('join.join');
  expect(phone.taps).toBe(1);
  await phone.isAt(word('locked.title'));
  await phone.isAccessible('locked');
  await phone.press('settings.title');
  await phone.page.getByText(word('settings.never')).waitFor({ state: 'detached' });
  await phone.isAccessible('settings');
  await phone.press('act.back');
  await phone.isAt(word('locked.title'));
}

async function startTheShift(): Promise<void> {
  await phone.scan(facts.gateCard, phone.heading(facts.gateName));
  await phone.sees('start.who');
  for (const name of firstShift) {
    await phone.field('names.add-label').fill(name);
    await phone.press('names.add');
  }
  await phone.isAccessible('start');
  await phone.press('start.start');
  await phone.sees('gate.hold-code');
  done.records += 1;
  await phone.isAccessible('gate');
}

test('a gate shift, from the card to the ledger, with the network, the power and the card missing on the way', async () => {
  await enrolThePhone();
  await enrolTheDesk();
  await startTheShift();
});
