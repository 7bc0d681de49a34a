import { h, render } from 'preact';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { PhoneApp } from '../../src/screens/phone-app.tsx';
import { loadWords, say } from '../../src/words/i18n.ts';
import { GATE, TestStreet } from '../phone/test-street.ts';
import { wiringWith } from '../screens/any-shift.ts';
import '../../src/ui/base.css';

const root = document.createElement('div');
document.body.append(root);
const nothing = (): void => undefined;
const street = await TestStreet.make();
const FRAME = 'KF1:6BFOXN*TS0BI$ZDN';

beforeAll(() => loadWords('zh-CN', 'phone'));
beforeEach(async () => {
  await street.setUpPhone();
  render(h(PhoneApp, { ...wiringWith(), onRest: nothing, onShown: nothing }), root);
});
afterEach(() => render(null, root));

const press = (name: string) => page.getByRole('button', { name }).click();
const isAt = (heading: string) =>
  expect.element(page.getByRole('heading', { level: 1, name: heading, exact: true })).toBeVisible();

async function type(text: string): Promise<void> {
  await userEvent.fill(page.getByRole('textbox'), text);
  await press(say('act.ok'));
}

async function openGate(): Promise<void> {
  await press(say('locked.type'));
  await type(street.cardOf(GATE));
  await press(say('start.start'));
  await isAt('南门');
}

test('a locked phone that reads a code of another phone watches on, and comes back to the lock', async () => {
  await press(say('locked.type'));
  await type(FRAME);
  await isAt(say('carry.take'));
  await press(say('act.back'));
  await isAt(say('carry.title'));
  await press(say('act.back'));
  await isAt(say('locked.title'));
});

test('so does a gate at work, which is at work again afterwards', async () => {
  await openGate();
  await press(say('gate.find'));
  await press(say('code.type'));
  await type(FRAME);
  await isAt(say('carry.take'));
  await press(say('act.back'));
  await press(say('act.back'));
  await isAt('南门');
});

test('settings, and the screens that count what arrived, lead there too', async () => {
  await openGate();
  await press(say('gate.handover'));
  await press(say('phone-settings.title'));
  await press(say('carry.title'));
  await isAt(say('carry.title'));
  await press(say('act.back'));
  await press(say('gate.handover'));
  await press(say('duty.close'));
  await press(say('carry.hand-over'));
  await isAt(say('carry.hand-over'));
  await press(say('act.back'));
  await press(say('act.back'));
  await press(say('gate.handover'));
  await press(say('duty.close'));
  await press(say('close.close'));
  await press(say('carry.hand-over'));
  await isAt(say('carry.hand-over'));
});
