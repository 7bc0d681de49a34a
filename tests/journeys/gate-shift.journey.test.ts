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
import { deskWord, word } from './words.ts';

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
  await phone.field('join.name').fill(`${typed.phoneName}的手机`);
  await phone.press('join.join');
  expect(phone.taps).toBe(1);
  await phone.isAt(word('locked.title'));
  await phone.press('settings.title');
  await phone.isAt(word('settings.title'));
  await phone.page.getByText(word('settings.never')).waitFor({ state: 'detached' });
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
  await phone.press('start.start');
  await phone.sees('gate.hold-code');
  done.records += 1;
}


/** Two taps from the code to the next person, and what they did is at the desk at once. */
async function firstEntryIsSeenAtTheDesk(): Promise<void> {
  const { known } = facts.cast;
  await next();
  await scan(known);
  await measure('36.5');
  await phone.isAt(word('verdict.pass'));
  await toNext();
  expect(phone.taps).toBe(2);
  const row = { ...rowOf(known), ...ordinary(), temperature: '36.5', at: street.now() };
  done.add(row);
  await phone.pendingIs(0);
  await desk.holds(1);
  expect((await desk.rows())[0]).toContain('36.5');
}

async function namesAreMaskedUntilATap(): Promise<void> {
  const { interrupted } = facts.cast;
  await next();
  await scan(interrupted);
  const face = phone.page.getByRole('button', { name: interrupted.room });
  expect(await face.textContent()).toContain(spoken(interrupted.name));
  expect(await face.textContent()).not.toContain(interrupted.name);
  await phone.tap(face);
  await phone.page.getByText(interrupted.name).waitFor();
  await phone.press('act.cancel');
  await phone.isAt(facts.gateName);
}

async function cameBackIn(): Promise<void> {
  const { known } = facts.cast;
  await next();
  await phone.tap(phone.page.getByRole('button', { name: word('direction.in'), exact: true }));
  await phone.scanAgain(known.passText, measuring());
  await measure('36.4');
  await phone.isAt(word('verdict.pass'));
  await toNext();
  const row = { ...rowOf(known), ...ordinary('in'), temperature: '36.4', at: street.now() };
  done.add(row);
  await phone.pendingIs(1);
}

/** The clock stands: the same code is raised again within ten seconds. */
async function theSameCodeAgainAddsNothing(): Promise<void> {
  await phone.scanAgain(facts.cast.known.passText, phone.page.getByText(word('gate.repeat')));
  await phone.press('act.understood');
  await phone.pendingIs(1);
  await phone.tap(phone.page.getByRole('button', { name: word('direction.out'), exact: true }));
}

async function feverWaitsForASecondReading(resident: Resident, reading: string): Promise<number> {
  await next();
  await scan(resident);
  await measure(reading);
  await phone.isAt(word('verdict.check'));
  await phone.sees('reason.fever-first', { reading, line: '37.3' });
  await phone.sees('gate.due-in', { clock: '5:00' });
  await phone.press('verdict-screen.next-first');
  await parkedRow(resident).waitFor();
  return done.add({
    ...rowOf(resident),
    ...ordinary(),
    at: street.now(),
    temperature: reading,
    verdict: 'check',
    reasons: ['fever-first'],
    outcome: 'parked',
  });
}

/** With nine keys that ask for the room, the initials and the phone number at once. */
async function isFoundBy(question: string, resident: Resident, reading: string): Promise<void> {
  await next();
  await find(question);
  await phone.tap(foundPerson(resident));
  await measuring().waitFor();
  await measure(reading);
  await phone.isAt(word('verdict.pass'));
  await toNext();
  done.add({ ...rowOf(resident), ...ordinary(), temperature: reading, at: street.now() });
}

async function waitsForAReading(): Promise<number> {
  const { waits } = facts.cast;
  await next();
  await scan(waits);
  await phone.press('keys.park');
  await parkedRow(waits).getByText(word('gate.no-reading')).waitFor();
  const { site: _, ...row } = { ...rowOf(waits), ...ordinary(), at: street.now() };
  return done.add({ ...row, verdict: 'check', outcome: 'parked' });
}

async function putsTheMaskOn(): Promise<void> {
  const { unmasked } = facts.cast;
  await next();
  await scan(unmasked);
  await phone.press('keys.mask-on');
  await measure('36.5');
  await phone.isAt(word('verdict.check'));
  await phone.sees('reason.mask-missing');
  const row = done.add({
    ...rowOf(unmasked),
    ...ordinary(),
    at: street.now(),
    temperature: '36.5',
    mask: false,
    verdict: 'check',
    reasons: ['mask-missing'],
    outcome: 'parked',
  });
  await phone.press('verdict-screen.mask-now-on');
  await phone.isAt(facts.gateName);
  done.amend(row, { outcome: 'passed' });
}

/** A plate of a new-energy car, an ID number that cannot be one: said, and nobody is stuck. */
async function registersAVisitor(): Promise<void> {
  const visitor = {
    name: `欧${typed.visitor}`,
    householdVisited: `1-${typed.visited}`,
    purpose: typed.visitorPurpose,
    phone: `138${typed.visitorPhone}`,
    plate: '苏AD12345',
    idNumber: `32010219${typed.visitorId}`,
    address: typed.visitorAddress,
    remark: typed.visitorRemark,
  };
  await next();
  await phone.press('gate.visitor');
  await phone.isAt(word('visitor.title'));
  await phone.field('visitor.name').fill(visitor.name);
  await phone.field('visitor.household').fill(visitor.householdVisited);
  await phone.field('visitor.purpose').fill(visitor.purpose);
  await phone.field('visitor.phone').fill(visitor.phone);
  await phone.field('visitor.plate').fill(visitor.plate);
  await phone.field('visitor.id-number').fill(visitor.idNumber);
  await phone.field('visitor.address').fill(visitor.address);
  await phone.field('visitor.remark').fill(visitor.remark);
  await phone.sees('odd.id-length');
  expect(await phone.page.getByRole('textbox').evaluateAll(oddFields)).toEqual([word('visitor.id-number')]);
  await phone.press('visitor.measure');
  await measuring().waitFor();
  await measure('36.2');
  await phone.isAt(word('verdict.pass'));
  await toNext();
  done.add({ ...visitor, ...ordinary(), temperature: '36.2', at: street.now() });
}

const oddFields = (fields: Element[]): string[] =>
  fields
    .filter((field) => field.getAttribute('aria-invalid') === 'true')
    .map((field) => (field as HTMLInputElement).labels?.[0]?.firstChild?.textContent ?? '');

async function takesAnEntryBack(): Promise<void> {
  const { undone } = facts.cast;
  await next();
  await scan(undone);
  await measure('36.8');
  await phone.isAt(word('verdict.pass'));
  const row = done.add({ ...rowOf(undone), ...ordinary(), temperature: '36.8', at: street.now() });
  await phone.press('act.undo');
  await phone.isAt(facts.gateName);
  done.amend(row, { state: 'undone' });
}

async function correctsAnEntry(): Promise<void> {
  const { corrected } = facts.cast;
  await next();
  await scan(corrected);
  await measure('36.9');
  await phone.isAt(word('verdict.pass'));
  await toNext();
  const row = done.add({ ...rowOf(corrected), ...ordinary(), temperature: '36.9', at: street.now() });
  await phone.press('gate.handover');
  await phone.isAt(word('duty.title'));
  await phone.press('recent.title');
  await phone.isAt(word('recent.title'));
  await phone.tap(phone.page.getByRole('button').filter({ hasText: corrected.room }));
  await phone.isAt(word('entry.title'));
  await phone.press('entry.correct');
  await phone.isAt(word('entry.correct'));
  await phone.tap(phone.page.getByRole('button', { name: word('direction.in'), exact: true }));
  await measure('36.3');
  await phone.isAt(word('recent.title'));
  const line = phone.page.getByRole('button').filter({ hasText: corrected.room });
  await line.getByText(word('recent.corrected')).waitFor();
  done.amend(row, { temperature: '36.3', direction: 'in', state: 'corrected' });
  await phone.press('act.back');
  await phone.isAt(word('duty.title'));
  await phone.press('act.back');
  await phone.isAt(facts.gateName);
}

async function isRefused(
  pass: string,
  reason: 'pass-forged' | 'pass-expired' | 'pass-revoked' | 'pass-foreign',
  whose: Partial<RowDone>,
): Promise<void> {
  await next();
  const isStop = reason === 'pass-forged' || reason === 'pass-revoked';
  await phone.scan(pass, phone.page.getByText(word(`reason.${reason}`, { date: '3月27日' })));
  await phone.isAt(word(isStop ? 'verdict.stop' : 'verdict.check'));
  await phone.isAccessible(reason);
  await toNext();
  done.add({
    name: '',
    address: '',
    phone: '',
    ...whose,
    at: street.now(),
    mask: false,
    direction: 'out',
    verdict: 'stop',
    reasons: [reason],
    outcome: 'turned-back',
    onDuty: firstShift,
  });
}

async function anotherSystemsCodeRecordsNothing(): Promise<void> {
  const text = 'https://health.example/code?id=7Q2K';
  await phone.scan(text, phone.page.getByText(word('gate.other-code')));
  await phone.page.getByText(text).waitFor();
  await phone.press('act.understood');
  await phone.pendingIs(done.records - synced);
}

async function isFromAnotherCompound(): Promise<void> {
  await next();
  await phone.scan(facts.passes.otherCompound, measuring());
  await phone.sees('subject.not-on-roster');
  await measure('36.1');
  await phone.isAt(word('verdict.pass'));
  await toNext();
  done.add({ ...rowOf(facts.otherCompound), ...ordinary(), temperature: '36.1', at: street.now() });
}

async function mayNotLeave(): Promise<void> {
  const { red } = facts.cast;
  await next();
  await scan(red);
  await measure('36.6');
  await phone.isAt(word('verdict.stop'));
  await phone.press('verdict-screen.turned-back-next');
  await phone.isAt(facts.gateName);
  done.add({
    ...rowOf(red),
    ...ordinary(),
    at: street.now(),
    temperature: '36.6',
    verdict: 'stop',
    reasons: ['colour'],
    outcome: 'turned-back',
  });
}

/** Five minutes later the rows say so; who has no fever any more goes, who has it again stays. */
async function secondReadings(feverTwice: number, feverOnce: number): Promise<number> {
  const { cast } = facts;
  await later(5 * 60_000);
  await parkedRow(cast.feverTwice).getByText(word('gate.due'), { exact: true }).waitFor();
  await phone.tap(parkedRow(cast.feverTwice));
  await phone.isAt(word('measure.second-title'));
  await measure('37.8');
  await phone.isAt(word('verdict.stop'));
  await phone.sees('reason.fever-again', { reading: '37.8' });
  await toNext();
  done.mark(feverTwice, { state: 'continued' });
  const held = done.add({
    ...rowOf(cast.feverTwice),
    ...ordinary(),
    at: street.now(),
    temperature: '37.8',
    site: 'axillary',
    verdict: 'stop',
    reasons: ['fever-again'],
    outcome: 'held',
  });
  await next();
  await phone.tap(parkedRow(cast.feverOnce));
  await measure('36.7');
  await phone.isAt(word('verdict.pass'));
  await toNext();
  done.mark(feverOnce, { state: 'continued' });
  done.add({
    ...rowOf(cast.feverOnce),
    ...ordinary(),
    at: street.now(),
    temperature: '36.7',
    site: 'axillary',
  });
  return held;
}

/** In the middle of an entry, with nobody's leave. The same profile comes back without a network. */
async function thePowerFails(): Promise<void> {
  await next();
  await scan(facts.cast.interrupted);
  verdictsShown += await phone.savedEveryVerdictFirst();
  await phone.kill();
  phone = await Phone.open({
    folder: profile(),
    clip: clip(),
    address: facts.url,
    now: street.now(),
    offline: true,
  });
  await phone.isAt(word('locked.title'));
  await phone.sees('locked.resume', { gate: facts.gateName, time: '09:00' });
  await phone.pendingIs(done.records - synced);
}

async function goesOnWithoutNames(): Promise<void> {
  const { interrupted } = facts.cast;
  await phone.press('locked.no-card');
  await phone.sees('gate.nameless');
  await phone.scan(interrupted.passText, measuring());
  await phone.sees('subject.no-card');
  await phone.sees('name.none');
  await measure('36.6');
  await phone.isAt(word('verdict.pass'));
  await toNext();
  done.add({ ...rowOf(interrupted), ...ordinary(), temperature: '36.6', at: street.now() });
}

async function theCardBringsTheNamesBack(): Promise<void> {
  const { feverTwice, waits } = facts.cast;
  await phone.scan(facts.gateCard, phone.page.getByText(word('gate.card-named')));
  await phone.press('act.understood');
  for (const resident of [feverTwice, waits]) {
    expect(await parkedRow(resident).textContent()).toContain(spoken(resident.name));
  }
}

async function hasTheirReading(row: number): Promise<void> {
  const { waits } = facts.cast;
  await next();
  await phone.tap(parkedRow(waits));
  await measure('36.5');
  await phone.isAt(word('verdict.pass'));
  await toNext();
  done.mark(row, { state: 'continued' });
  done.add({ ...rowOf(waits), ...ordinary(), temperature: '36.5', at: street.now() });
}

async function isTakenAway(held: number): Promise<void> {
  const { feverTwice } = facts.cast;
  const note = `何大夫接走 ${typed.held}`;
  await phone.tap(parkedRow(feverTwice));
  await phone.isAt(word('verdict.stop'));
  await phone.press('held.end');
  await phone.field('held.end-label').fill(note);
  await phone.press('held.end-handed-over');
  await phone.sees('gate.nobody-waits');
  done.amend(held, { outcome: 'turned-back', note });
}

async function reliefTakesOver(): Promise<void> {
  const { byPhone } = facts.cast;
  await next();
  await phone.press('gate.handover');
  for (const name of firstShift) {
    await phone.tap(phone.page.getByRole('button', { name, exact: true }));
  }
  for (const name of relief) {
    await phone.field('names.add-label').fill(name);
    await phone.press('names.add');
  }
  await phone.press('duty.change');
  await phone.isAt(facts.gateName);
  done.records += 1;
  await phone.tap(phone.page.getByRole('button', { name: word('direction.in'), exact: true }));
  await scan(byPhone);
  await measure('36.0');
  await phone.isAt(word('verdict.pass'));
  await toNext();
  const row = { ...rowOf(byPhone), ...ordinary('in'), temperature: '36.0', at: street.now() };
  done.add({ ...row, onDuty: relief });
}

async function theNetworkComesBack(): Promise<void> {
  await phone.pendingIs(done.records - synced);
  await phone.context.setOffline(false);
  await phone.pendingIs(0);
  await desk.holds(done.count);
}

async function theShiftIsClosed(): Promise<void> {
  await next();
  await phone.press('gate.handover');
  await phone.press('duty.close');
  await phone.isAt(word('close.title'));
  await phone.press('close.note');
  await phone.field('close.note-label').fill(`电梯坏了 ${typed.handover}`);
  await phone.press('close.note-keep');
  await phone.isAt(word('close.title'));
  await phone.press('close.close');
  done.records += 2;
  await phone.isAt(word('account.title'));
  await phone.sees('equal.same', {
    left: done.records,
    leftLabel: word('account.logged'),
    right: done.records,
    rightLabel: word('account.received'),
  });
  await phone.page.getByText(/^[0-9A-HJKMNP-TV-Z]{4} [0-9A-HJKMNP-TV-Z]{4}$/).waitFor();
  verdictsShown += await phone.savedEveryVerdictFirst();
  await phone.press('account.done');
  await phone.isAt(word('locked.title'));
}

async function theRegisterSaysWhatWasDone(): Promise<void> {
  const exported = await desk.export();
  const received = deskWord('register.received');
  const record = deskWord('register.record');
  for (const row of exported) {
    expect(row[received]).toMatch(/^2022-03-28 09:\d\d:\d\d$/);
    expect(row[record]).toMatch(/^[0-9a-f]{32}\/\d+$/);
  }
  expect(new Set(exported.map((row) => row[record])).size).toBe(exported.length);
  const plain = exported.map(({ [received]: _, [record]: __, ...row }) => row);
  expect(plain).toEqual(done.expected(facts.gateName));
}

/** Receipted before the network was cut. */
let synced = 0;
let verdictsShown = 0;
let isOver = false;

test('a gate shift, from the card to the ledger, with the network, the power and the card missing on the way', async () => {
  const { cast, passes } = facts;
  await enrolThePhone();
  await enrolTheDesk();
  await startTheShift();
  await firstEntryIsSeenAtTheDesk();
  await namesAreMaskedUntilATap();

  await phone.context.setOffline(true);
  synced = done.records;
  await cameBackIn();
  await theSameCodeAgainAddsNothing();
  const feverTwice = await feverWaitsForASecondReading(cast.feverTwice, '37.6');
  const feverOnce = await feverWaitsForASecondReading(cast.feverOnce, '37.3');  const waits = await waitsForAReading();
  const held = await secondReadings(feverTwice, feverOnce);

  await thePowerFails();
  await goesOnWithoutNames();
  await theCardBringsTheNamesBack();
  await hasTheirReading(waits);
  await isTakenAway(held);
  await reliefTakesOver();

  await theNetworkComesBack();
  await theShiftIsClosed();
  await theRegisterSaysWhatWasDone();
  expect(verdictsShown).toBe(22);
  isOver = true;
});

test('the phone, found afterwards, tells nothing about anybody', async () => {
  await phone.context.close();
  const tails = [...facts.planted, ...Object.values(typed)];
  expect(isOver).toBe(true);
  expect(new Set(tails).size).toBe(tails.length);
  expect(searchProfile(profile(), tails)).toEqual([]);
});

test('the same search finds one name that is stored unsealed', async () => {
  const tail = facts.planted[0] ?? '';
  const other = join(folder, 'unsealed');
  const context = await openProfile({ folder: other, viewport: { width: 360, height: 740 } });
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(facts.url);
  await page.evaluate(storeUnsealed, tail);
  await context.close();
  const found = searchProfile(other, [...facts.planted, ...Object.values(typed)]);
  expect(new Set(found.map(({ needle }) => needle))).toEqual(new Set([tail]));
});

function storeUnsealed(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('unsealed', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('people', { keyPath: 'id' });
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const transaction = opening.result.transaction('people', 'readwrite', { durability: 'strict' });
      transaction.objectStore('people').add({ id: 1, name: `林${name}` });
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    };
  });
}
