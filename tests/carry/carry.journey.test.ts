import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GateWork } from '../journeys/gate-work.ts';
import { Phone } from '../journeys/phone.ts';
import { type StreetServer, startStreetServer } from '../journeys/street-server.ts';
import { word } from '../journeys/words.ts';
import { seenCodes } from './seen-codes.ts';

let folder: string;
let street: StreetServer;
let origin: Phone;
let carrier: Phone;
let work: GateWork;

const openPhone = (name: string, address: string): Promise<Phone> =>
  Phone.open({
    folder: join(folder, name),
    clip: join(folder, `${name}.y4m`),
    address,
    now: street.now(),
  });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kadian-carry-'));
  street = await startStreetServer(folder);
  const { phoneInvitation, secondPhoneInvitation } = street.facts;
  [origin, carrier] = await Promise.all([
    openPhone('origin', phoneInvitation),
    openPhone('carrier', secondPhoneInvitation),
  ]);
  work = new GateWork(street, () => origin);
  await Promise.all([
    work.join('没网的手机'),
    new GateWork(street, () => carrier).join('路过的手机'),
  ]);
  // Gates and keys are there.
  await Promise.all([origin, carrier].map((phone) => phone.pendingIs(0)));
});

afterAll(async () => {
  await Promise.all([origin?.context.close(), carrier?.context.close()]);
  await street?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** What a phone sends as a file, as it lies among the downloads. */
async function sentFile(phone: Phone): Promise<string> {
  const download = phone.page.waitForEvent('download');
  await phone.press('carry.file');
  return (await download).path();
}

const row = (phone: Phone, name: string) => phone.page.getByRole('button', { name });

async function begins(phone: Phone, id: 'carry.hand-over' | 'carry.take'): Promise<void> {
  await phone.press('carry.title');
  await phone.isAt(word('carry.title'));
  await phone.tap(row(phone, word(id)));
  await phone.isAt(word(id));
}

/** The carrier's own network takes it to the server. */
async function arrives(count: number): Promise<void> {
  await carrier.press('act.ok');
  await carrier.sees('carry.arrived', { count });
}

test('a shift that never had a network is received: another phone takes it by its camera, and brings the receipt', async () => {
  const { cast, gateName } = street.facts;
  await work.startShift('孙姐');
  await origin.pendingIs(0);
  await origin.goOffline();
  await work.passes(cast.known, '36.5');
  await work.passes(cast.byRoom, '36.6');
  await work.close();
  await origin.tap(row(origin, word('carry.hand-over')));
  await origin.sees('carry.count', { count: 3 });
  await origin.isAccessible('handing the log over');

  await begins(carrier, 'carry.take');
  await carrier.watch(() => seenCodes(origin.page, 3), carrier.heading(word('carry.taken')));
  await carrier.sees('carry.taken-whose', { whose: gateName });
  await arrives(3);

  await carrier.isAccessible('what is carried');
  await carrier.tap(row(carrier, gateName));
  await carrier.isAt(word('carry.return'));
  const receipt = await readFile(await sentFile(carrier), 'utf8');
  await origin.press('carry.handed');
  await origin.tap(row(origin, word('carry.take-receipt')));
  await origin.press('carry.paste');
  await origin.page.getByRole('textbox').fill(receipt);
  await origin.press('act.ok');
  await origin.isAt(word('carry.receipt-taken'));
  await origin.press('act.ok');
  await origin.press('act.back');
  await origin.sees('equal.same', {
    left: 4,
    leftLabel: word('account.logged'),
    right: 4,
    rightLabel: word('account.received'),
  });
  await carrier.press('carry.returned');
  await row(carrier, gateName).waitFor({ state: 'detached' });
  await origin.press('account.done');
  await carrier.press('act.back');
});

test('a locked phone that is about to die hands its log over as a file, and nobody on the way can read it', async () => {
  await origin.scanAgain(street.facts.gateCard, origin.heading(street.facts.gateName));
  await origin.press('start.start');
  await origin.sees('gate.hold-code');
  await work.passes(street.facts.cast.byPhone, '36.7');
  await origin.press('gate.handover');
  await origin.press('duty.lock');
  await origin.isAt(word('locked.title'));
  await begins(origin, 'carry.hand-over');
  const file = await sentFile(origin);
  const text = await readFile(file, 'utf8');
  for (const planted of street.facts.planted) expect(text).not.toContain(planted);

  await begins(carrier, 'carry.take');
  await carrier.page.locator('input[type=file][accept^=".txt"]').setInputFiles(file);
  await carrier.isAt(word('carry.taken'));
  await arrives(2);
});
