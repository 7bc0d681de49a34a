import { h, render } from 'preact';
import { useState } from 'preact/hooks';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { closeShift } from '../../src/actions/close-shift.ts';
import { unlockWithCard } from '../../src/actions/unlock-with-card.ts';
import { PhoneApp } from '../../src/screens/phone-app.tsx';
import { AccountScreen } from '../../src/screens/shift/account-screen.tsx';
import { passCode } from '../../src/sealing/pass-code.ts';
import { changeSettings, readSettings, type Settings } from '../../src/storage/settings.ts';
import { loadWords, say } from '../../src/words/i18n.ts';
import { GATE, START, TestStreet } from '../phone/test-street.ts';
import { wiringWith } from './any-shift.ts';
import '../../src/ui/base.css';

const root = document.createElement('div');
document.body.append(root);
const nothing = (): void => undefined;
const street = await TestStreet.make();

beforeAll(() => loadWords('zh-CN', 'phone'));
beforeEach(async () => {
  await changeSettings({ lastDirection: null });
  await street.setUpPhone();
});
afterEach(() => {
  render(null, root);
  vi.restoreAllMocks();
});

/** The phone as its page wires it, with what was chosen kept for the next opening. */
function Phone({ before }: { before: Settings }) {
  const [settings, setSettings] = useState(before);
  const onSettings = (change: Partial<Settings>): void =>
    void changeSettings(change).then(setSettings);
  const wiring = wiringWith({ settings, onSettings });
  return h(PhoneApp, { ...wiring, onRest: nothing, onShown: nothing });
}

async function openApp(): Promise<void> {
  render(null, root);
  render(h(Phone, { before: await readSettings() }), root);
}

const press = (name: string) => page.getByRole('button', { name }).click();

async function typeTheCard(): Promise<void> {
  await press(say('locked.type'));
  await userEvent.fill(page.getByRole('textbox'), street.cardOf(GATE));
  await press(say('act.ok'));
}

async function beginShift(): Promise<void> {
  await openApp();
  await typeTheCard();
  await press(say('start.start'));
  await expect.element(page.getByRole('group', { name: say('direction.label') })).toBeVisible();
}

async function lockIt(): Promise<void> {
  await press(say('gate.handover'));
  await press(say('duty.lock'));
  await expect.element(page.getByRole('heading', { name: say('locked.title') })).toBeVisible();
}

const way = (direction: 'in' | 'out') =>
  page.getByRole('button', { name: say(`direction.${direction}`), exact: true });

test('a gate that lets people in stays so through a lock and a reload', async () => {
  await beginShift();
  await expect.element(way('out')).toHaveAttribute('aria-pressed', 'true');
  await way('in').click();
  await lockIt();
  await typeTheCard();
  await expect.element(way('in')).toHaveAttribute('aria-pressed', 'true');
  await lockIt();
  await openApp();
  await typeTheCard();
  await expect.element(way('in')).toHaveAttribute('aria-pressed', 'true');
});

test('a household code that was typed wrong stays in its field; put right, one of the household is chosen', async () => {
  await beginShift();
  await press(say('gate.find'));
  await press(say('code.type'));
  const field = page.getByRole('textbox');
  const wrong = passCode(205).replace(/^..../, passCode(204).slice(0, 4));
  await userEvent.fill(field, wrong);
  await press(say('act.ok'));
  await expect.element(page.getByRole('alert')).toHaveTextContent(say('code.mistyped'));
  await expect.element(field).toHaveValue(wrong);
  await userEvent.fill(field, passCode(204).toLowerCase());
  await press(say('act.ok'));
  const who = say('household.who-goes', { direction: 'out' });
  await expect.element(page.getByRole('heading', { name: who })).toBeVisible();
  await page.getByRole('button', { name: say('subject.tail', { tail: '4420' }) }).click();
  await expect.element(page.getByRole('heading', { name: say('measure.title') })).toBeVisible();
  await press('36.5');
  await expect.element(page.getByRole('heading', { name: say('verdict.pass') })).toBeVisible();
});

test('the screen stays on while the gate is open, and may sleep when it is locked', async () => {
  const held = new Set<object>();
  const request = vi.spyOn(navigator.wakeLock, 'request').mockImplementation(() => {
    const lock = {
      released: false,
      release: () => {
        held.delete(lock);
        lock.released = true;
        return Promise.resolve();
      },
    };
    held.add(lock);
    return Promise.resolve(lock as unknown as WakeLockSentinel);
  });
  await openApp();
  await expect.element(page.getByRole('heading', { name: say('locked.title') })).toBeVisible();
  expect(request).not.toHaveBeenCalled();
  await beginShift();
  await expect.poll(() => held.size).toBe(1);
  expect(request).toHaveBeenCalledWith('screen');
  await press(say('gate.visitor'));
  await press(say('act.back'));
  expect(held.size).toBe(1);
  // The browser drops the lock of a page that is out of sight.
  for (const lock of held) Object.assign(lock, { released: true });
  held.clear();
  document.dispatchEvent(new Event('visibilitychange'));
  await expect.poll(() => held.size).toBe(1);
  await lockIt();
  await expect.poll(() => held.size).toBe(0);
});

test.each([
  [true, 'account.where-kept'],
  [false, 'account.where-here'],
] as const)(
  'what is not sent is called kept only when the browser promised it (%s)',
  async (isPersisted, words) => {
    vi.spyOn(navigator.storage, 'persisted').mockResolvedValue(isPersisted);
    const unlocked = await unlockWithCard(street.cardOf(GATE), START);
    if (unlocked.kind !== 'ready') throw new Error(unlocked.kind);
    const started = await unlocked.start([], START);
    if (started.kind !== 'opened') throw new Error(started.kind);
    const closed = await closeShift(started.session, START);
    if (closed.kind !== 'closed') throw new Error(closed.kind);
    const { shiftId } = closed;
    const shift = { shiftId, gateName: null, startedAt: START, closedAt: START, counts: null };
    render(h(AccountScreen, { shift, wiring: wiringWith(), onLeave: nothing }), root);
    await expect.element(page.getByText(say(words), { exact: true })).toBeVisible();
  },
);
