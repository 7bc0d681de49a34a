import { type ComponentChild, h, render } from 'preact';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { unlockWithCard } from '../../src/actions/unlock-with-card.ts';
import { writeHandoverNote } from '../../src/actions/write-handover-note.ts';
import { encodeCarriedReceipts } from '../../src/protocol/carried-receipts.ts';
import { carriedText, frameText, readFrameText } from '../../src/protocol/carried-text.ts';
import { readPicture } from '../../src/scanning/scanner.ts';
import { CarryApp } from '../../src/screens/carry/carry-app.tsx';
import type { CarryStart } from '../../src/screens/carry/carry-start.ts';
import { codesOf } from '../../src/screens/carry/moving-codes.ts';
import { OutcomeScreen } from '../../src/screens/carry/outcome-screen.tsx';
import type { SharedEye } from '../../src/screens/shift/shared-eye.ts';
import { signReceipt } from '../../src/sealing/receipt.ts';
import { keepCarried, keepCarriedReceipt } from '../../src/storage/carried-logs.ts';
import { headAt } from '../../src/storage/chain-head.ts';
import { database } from '../../src/storage/database.ts';
import { type DeviceIdentity, saveIdentity } from '../../src/storage/device-identity.ts';
import { exportLog } from '../../src/sync/carry-export.ts';
import { loadWords, say } from '../../src/words/i18n.ts';
import { GATE, START, TestStreet } from '../phone/test-street.ts';
import { blindEye, wiringWith } from '../screens/any-shift.ts';
import '../../src/ui/base.css';

const root = document.createElement('div');
document.body.append(root);
const nothing = (): void => undefined;
const show = (screen: ComponentChild): void => render(screen, root);
const street = await TestStreet.make();
let identity: DeviceIdentity;
let heard: ((text: string) => void) | null;

beforeEach(async () => {
  await page.viewport(360, 740);
  show(null);
  identity = await street.setUpPhone();
  heard = null;
  await loadWords('zh-CN', 'phone');
});

const shared: SharedEye = {
  eye: blindEye(),
  listen: (listener) => {
    heard = listener;
  },
};
const wiring = wiringWith();
const showApp = (start: CarryStart) =>
  show(h(CarryApp, { wiring, start, shared, onLeave: nothing }));

async function openShift(notes: number): Promise<void> {
  const unlocked = await unlockWithCard(street.cardOf(GATE), START);
  if (unlocked.kind !== 'ready') throw new Error(unlocked.kind);
  const started = await unlocked.start(['王秀英'], START);
  if (started.kind !== 'opened') throw new Error(started.kind);
  for (let nth = 1; nth <= notes; nth += 1) {
    await writeHandoverNote(started.session, `第${nth}`, START);
  }
}

/** Logs of two other phones: one of a gate that this phone knows and that has arrived, one of a strange one. */
async function carryTwo(): Promise<void> {
  const bytes = new Uint8Array(64);
  const row = {
    gateId: GATE,
    from: 1,
    last: 212,
    certificate: bytes,
    header: bytes,
    records: [bytes],
    head: bytes,
    tail: bytes,
    bytes: 900,
    takenAt: START,
    aheadMs: 0,
    state: 'waiting' as const,
  };
  await keepCarried([{ ...row, deviceId: 'a1'.repeat(16), segmentId: '11'.repeat(16) }]);
  await keepCarried([
    { ...row, deviceId: 'b2'.repeat(16), segmentId: '22'.repeat(16), gateId: 'elsewhere' },
  ]);
  const first = (await database.carried.toArray())[0];
  await keepCarriedReceipt(first?.id ?? 0, {
    segmentId: '11'.repeat(16),
    deviceId: 'a1'.repeat(16),
    bytes: new Uint8Array(160).map((_, at) => at),
    number: 212,
    incarnation: 'one',
  });
}

function fits(): void {
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
  for (const button of document.querySelectorAll('button')) {
    const { left, right, height } = button.getBoundingClientRect();
    expect(left).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(360);
    expect(height).toBeGreaterThanOrEqual(48);
  }
}

describe.each(['zh-CN', 'zh-TW', 'en'] as const)('in %s', (locale) => {
  beforeEach(() => loadWords(locale, 'phone'));

  test('the screens fit a narrow phone, with targets for a thumb', async () => {
    await openShift(2);
    await carryTwo();
    showApp({ kind: 'menu' });
    await expect.element(page.getByText(say('carry.arrived', { count: 212 }))).toBeVisible();
    await expect.element(page.getByText(say('carry.waiting', { count: 212 }))).toBeVisible();
    fits();
    await page.getByRole('button', { name: say('carry.arrived', { count: 212 }) }).click();
    await expect.element(page.getByRole('img', { name: say('carry.show') })).toBeVisible();
    fits();
    show(null);
    showApp({ kind: 'hand-over' });
    await expect.element(page.getByRole('img', { name: say('carry.show') })).toBeVisible();
    await expect.element(page.getByText(say('carry.count', { count: 3 }))).toBeVisible();
    fits();
    show(null);
    showApp({ kind: 'text', text: 'KF1:' });
    await expect.element(page.getByText(say('carry.why-other'))).toBeVisible();
    fits();
    await page.getByRole('button', { name: say('carry.paste') }).click();
    await expect.element(page.getByRole('textbox')).toBeVisible();
    fits();
    for (const outcome of [
      { kind: 'log', deviceId: 'b2'.repeat(16), gateIds: ['elsewhere'], records: 212 },
      { kind: 'receipts', records: 212 },
      { kind: 'receipts', records: 0 },
      { kind: 'refused', of: 'log', why: 'untrusted' },
    ] as const) {
      show(h(OutcomeScreen, { outcome, onAgain: nothing, onDone: nothing }));
      fits();
    }
  });
});

test('the codes of a log move, and each of them can be read', async () => {
  await openShift(30);
  showApp({ kind: 'hand-over' });
  const code = page.getByRole('img', { name: say('carry.show') });
  await expect.element(code).toBeVisible();
  const canvas = code.element() as HTMLCanvasElement;
  const read = new Set<string>();
  await vi.waitFor(
    async () => {
      const picture = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
      const text = picture && (await readPicture(picture));
      if (text) read.add(text);
      expect(read.size).toBeGreaterThan(3);
    },
    { interval: 20 },
  );
  for (const text of read) expect(readFrameText(text)?.kind).toBe('log');
});

test('what another phone shows is put together while it is watched, and a file of it is taken at once', async () => {
  await openShift(30);
  const exported = await exportLog(identity, () => START);
  if (!exported) throw new Error('nothing to hand over');
  const carrier = await street.enrolled();
  await saveIdentity(carrier);
  const sender = codesOf('log', exported.bytes);
  if (!sender) throw new Error('too long for codes');
  expect(sender.blockCount).toBeGreaterThan(2);
  showApp({ kind: 'text', text: frameText(sender.frame(1)) });
  await expect.element(page.getByRole('progressbar')).toBeVisible();
  for (let number = 3; number < sender.blockCount + 20 && heard; number += 1) {
    heard(frameText(sender.frame(number)));
    await new Promise((resolve) => setTimeout(resolve));
  }
  await expect.element(page.getByRole('heading', { name: say('carry.taken') })).toBeVisible();
  await expect.element(page.getByText(say('carry.taken-whose', { whose: '南门' }))).toBeVisible();
  show(null);
  showApp({ kind: 'text', text: carriedText('log', exported.bytes, '密封的记录') });
  await expect.element(page.getByRole('heading', { name: say('carry.taken') })).toBeVisible();
  expect(await database.carried.count()).toBe(1);
});

test('receipts that come back as codes are taken, and shown once more they are known', async () => {
  await openShift(2);
  const [segment] = await database.segments.toArray();
  const head = segment && (await headAt(segment, 3));
  if (!segment || !head) throw new Error('no log');
  const receipt = {
    deviceId: identity.deviceId,
    segmentId: segment.segmentId,
    number: 3,
    head,
    receivedAt: START,
    unreadable: [],
    quarantined: false,
  };
  const signed = await signReceipt(receipt, street.keys.receipt.privateKey, 'r1');
  const sender = codesOf('receipts', encodeCarriedReceipts([signed]));
  if (!sender) throw new Error('too long for codes');
  expect(sender.blockCount).toBe(1);
  const text = frameText(sender.frame(0));
  showApp({ kind: 'text', text });
  await expect.element(page.getByText(say('carry.receipt-checked'))).toBeVisible();
  expect((await database.segments.get(segment.segmentId))?.acknowledged).toBe(3);
  show(null);
  showApp({ kind: 'text', text });
  await expect.element(page.getByText(say('carry.receipt-known'))).toBeVisible();
});

test('a log that is its own, or is damaged, is refused with what to do', async () => {
  await openShift(2);
  const exported = await exportLog(identity, () => START);
  if (!exported) throw new Error('nothing to hand over');
  showApp({ kind: 'text', text: carriedText('log', exported.bytes, '') });
  await expect.element(page.getByText(say('carry.why-own'))).toBeVisible();
  await page.getByRole('button', { name: say('act.again') }).click();
  await expect.element(page.getByRole('button', { name: say('carry.open-file') })).toBeVisible();
  show(null);
  showApp({ kind: 'text', text: carriedText('log', exported.bytes.slice(0, 90), '') });
  await expect.element(page.getByText(say('carry.why-malformed'))).toBeVisible();
});
