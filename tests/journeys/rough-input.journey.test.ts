import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeBase45, encodeBase45 } from '../../src/encoding/base45.ts';
import { openSqliteStore } from '../../src/server/store/sqlite-store.ts';
import { bytesPicture, greyPng, qrPicture } from '../clips/qr-picture.ts';
import type { GateWork } from './gate-work.ts';
import type { Phone } from './phone.ts';
import { PhoneAndStreet } from './phone-and-street.ts';
import { PATIENCE_MS } from './profile.ts';
import type { Answer, Road } from './road.ts';
import type { StreetServer } from './street-server.ts';
import { word } from './words.ts';

const NAME = '钱姐的手机';

let here: PhoneAndStreet;
let street: StreetServer;
let road: Road;
let phone: Phone;
let work: GateWork;
/** Nobody has joined with it. */
let other: Phone | undefined;

beforeAll(async () => {
  here = await PhoneAndStreet.begin({ isKeptOffline: false });
  ({ street, road, phone, work } = here);
  await work.join(NAME);
  await work.startShift('钱姐');
});

afterAll(() => here?.end());

const QUEUE = ['known', 'byRoom', 'byInitials', 'byPhone', 'waits', 'interrupted'] as const;

/** Entries of the shift, as the phone's own list counts them. */
let entries = 0;

async function nothingIsLostAndWorkGoesOn(): Promise<void> {
  await phone.isAt(street.facts.gateName);
  await phone.press('gate.handover');
  await phone.sees('duty.recent', { count: entries });
  await phone.press('act.back');
  await phone.isAt(street.facts.gateName);
  const round = Math.floor(entries / QUEUE.length);
  if (entries % QUEUE.length === 0) {
    // Whoever went out comes in before going out again.
    const way = word(round % 2 === 0 ? 'direction.out' : 'direction.in');
    await phone.tap(phone.page.getByRole('button', { name: way, exact: true }));
  }
  const who = QUEUE[entries % QUEUE.length] ?? 'known';
  await work.passes(street.facts.cast[who], `36.${entries % 10}`);
  entries += 1;
}

/** Opens a picture from the phone's gallery. */
async function openPicture(bytes: Buffer): Promise<void> {
  await phone.press('gate.find');
  await phone.press('keys.full-keyboard');
  const picture = join(here.folder, 'picture.png');
  await writeFile(picture, bytes);
  await phone.page.locator('input[type=file]').setInputFiles(picture);
  await phone.isAt(street.facts.gateName);
}

/** Not a code of ours, however long: said, with the beginning of it as plain text. */
async function isOtherCode(shown: string): Promise<void> {
  const isAddress = shown.startsWith('http');
  await phone.sees(isAddress ? 'gate.address' : 'gate.other-code');
  await phone.sees(isAddress ? 'gate.address-look' : 'gate.other-code-safe');
  await phone.page.getByText(shown).waitFor();
  await phone.press('act.understood');
}

async function saysNoCodeInPicture(): Promise<void> {
  await phone.sees('gate.no-code-in-picture');
  await phone.press('act.understood');
}

test('a square with 4,296 characters is not ours', async () => {
  const text = '0123456789ABCDEF'.repeat(269).slice(0, 4_296);
  await openPicture(qrPicture(text, 4));
  await isOtherCode(`${text.slice(0, 60)}…`);
  await nothingIsLostAndWorkGoesOn();
});

test('random bytes in a square are not ours', async () => {
  for (const length of [40, 400]) {
    await openPicture(bytesPicture(randomBytes(length)));
    await phone.sees('gate.other-code');
    await phone.press('act.understood');
  }
  await nothingIsLostAndWorkGoesOn();
});

test('codes of other systems are not ours, and nothing in them is followed', async () => {
  const codes = [
    'https://u.wechat.com/gK3x7Qe1Zb',
    'jkm://health/v2?code=G7Q2&color=green',
    'BEGIN:VCARD\nVERSION:3.0\nFN:张三\nTEL:13800000000\nEND:VCARD',
    'javascript:alert(document.domain)',
    '<img src=x onerror=alert(1)>',
  ];
  const dialogs: string[] = [];
  phone.page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  for (const code of codes) {
    const title = word(code.startsWith('http') ? 'gate.address' : 'gate.other-code');
    await phone.scan(code, phone.page.getByText(title));
    await isOtherCode(code.slice(0, 11));
  }
  expect(dialogs).toEqual([]);
  expect(new URL(phone.page.url()).origin).toBe(road.url);
  await nothingIsLostAndWorkGoesOn();
});

test('a pass with one flipped bit is no pass', async () => {
  const prefix = 'KP1:';
  const bytes = decodeBase45(street.facts.cast.byRoom.passText.slice(prefix.length));
  if (!bytes) throw new Error('not a pass');
  bytes[bytes.length - 10] = (bytes.at(-10) ?? 0) ^ 1;
  await work.next();
  await phone.scan(prefix + encodeBase45(bytes), phone.page.getByText(word('reason.pass-forged')));
  await phone.isAt(word('verdict.stop'));
  await phone.press('act.next');
  await nothingIsLostAndWorkGoesOn();
});

test('typed rubbish finds nobody and harms nothing', async () => {
  await phone.press('gate.find');
  await phone.press('keys.full-keyboard');
  for (const rubbish of ["'; DROP TABLE records; --", '\u202E\u0000\uFFFD💥', '9'.repeat(40)]) {
    await phone.page.getByRole('textbox').fill(rubbish);
    await phone.sees('find.nothing');
  }
  await phone.press('act.back');
  await nothingIsLostAndWorkGoesOn();
});

test('pictures that hold no code, or are none, are said to be so', async () => {
  await openPicture(greyPng(new Uint8Array(300 * 200).fill(120), 300, 200));
  await saysNoCodeInPicture();
  await openPicture(Buffer.alloc(0));
  await saysNoCodeInPicture();
  await openPicture(randomBytes(20_000_000));
  await saysNoCodeInPicture();
  await nothingIsLostAndWorkGoesOn();
});

const sendNow = () => phone.tap(phone.page.getByRole('button', { name: word('top.pending') }));

const SAYS_NO: readonly (readonly [string, Answer])[] = [
  ['500', { status: 500, type: 'application/json', body: '{"error":"server-failed"}' }],
  ['503 without a word', { status: 503, type: 'text/plain', body: '' }],
  ['429', { status: 429, type: 'application/json', body: '{"error":"too-many","serverTime":1}' }],
  ['a hotel’s log-in page', { status: 200, type: 'text/html', body: '<h1>Welcome</h1>' }],
  ['a redirect', { status: 302, type: 'text/html', body: '', headers: { location: '/' } }],
  ['silence', 'silence'],
];

test.each(SAYS_NO)('while the server answers %s what is unsent waits, then goes', async (_, no) => {
  await phone.pendingIs(0);
  road.answerApi(no);
  await nothingIsLostAndWorkGoesOn();
  const calls = road.seen.length;
  await sendNow();
  await expect.poll(() => road.seen.length, { timeout: PATIENCE_MS }).toBeGreaterThan(calls);
  if (no !== 'silence') {
    await phone.page.getByRole('button', { name: word('top.pending-detail') }).waitFor();
  }
  await phone.pendingIs(1);
  road.answerApi(null);
  // What the server kept waiting is cut, as a phone's network does when it changes.
  if (no === 'silence') {
    await road.down();
    await road.up();
  }
  await sendNow();
  await phone.pendingIs(0);
});

test('a phone that is stopped in mid-shift is told, goes on, and its records are kept apart', async () => {
  const store = await openSqliteStore(join(here.folder, 'data'));
  const { deviceId = '' } = (await store.devices.all()).find(({ name }) => name === NAME) ?? {};
  expect(await store.devices.revoke(deviceId, street.now())).toBe(true);
  await store.close();
  await nothingIsLostAndWorkGoesOn();
  await phone.sees('trouble.device-revoked');
  await phone.pendingIs(0);
  await nothingIsLostAndWorkGoesOn();
  await work.close();
  // Beside the entries: the start, the flipped pass, the end.
  const count = entries + 3;
  await phone.sees('equal.same', {
    left: count,
    leftLabel: word('account.logged'),
    right: count,
    rightLabel: word('account.received'),
  });
  await phone.sees('trouble.device-revoked-remedy');
});

/** Of the same server, but nobody made it. */
const unknownInvitation = (hash: string): string =>
  hash.replace(/\.[\w-]{22}\./, `.${randomBytes(16).toString('base64url')}.`);

test.each([
  ['unknown', 'join.invitation-unknown'],
  ['used', 'join.invitation-used'],
  ['expired', 'join.invitation-expired'],
] as const)('an invitation that is %s is refused in words', async (kind, message) => {
  const link = new URL(
    kind === 'expired' ? street.facts.deskInvitation : street.facts.phoneInvitation,
  );
  if (kind === 'unknown') link.hash = unknownInvitation(link.hash);
  if (kind === 'expired') street.advance(60 * 60_000);
  if (other === undefined)
    other = await here.openPhone(link.href, { name: 'other', isKeptOffline: false });
  else {
    await other.setClock(street.now());
    // A page that is open stays when no more than the end of its address changes.
    await other.page.goto('about:blank');
    await other.page.goto(road.at(link.href));
  }
  await other.isAt(word('join.title'));
  await other.field('join.name').fill('另一台');
  await other.press('join.join');
  await other.sees(message);
  await other.isAccessible(`an invitation that is ${kind}`);
  await other.press('join.other-invitation');
  await other.sees('join.scan');
});
