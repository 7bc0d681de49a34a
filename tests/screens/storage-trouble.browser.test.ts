import { h, render } from 'preact';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { PhoneApp } from '../../src/screens/phone-app.tsx';
import { StorageTrouble } from '../../src/screens/shift/storage-trouble.tsx';
import { DEFAULT_SETTINGS } from '../../src/storage/settings.ts';
import { tellStorageState } from '../../src/storage/storage-state.ts';
import { loadWords, say } from '../../src/words/i18n.ts';
import { TestStreet } from '../phone/test-street.ts';
import { wiringWith } from './any-shift.ts';
import '../../src/ui/base.css';

const root = document.createElement('div');
document.body.append(root);
const nothing = (): void => undefined;
const street = await TestStreet.make();

beforeAll(() => loadWords('zh-CN', 'phone'));
beforeEach(async () => {
  await street.setUpPhone();
  await page.viewport(360, 740);
  const wiring = wiringWith({ settings: DEFAULT_SETTINGS, onSettings: nothing });
  render(h(PhoneApp, { ...wiring, onRest: nothing, onShown: nothing }), root);
});
afterEach(() => {
  render(null, root);
  tellStorageState('answers');
});

const isAt = (name: string) =>
  expect.element(page.getByRole('heading', { level: 1, name })).toBeVisible();

test('a window that waits for an older one says so, until it gets the database', async () => {
  await isAt(say('locked.title'));
  tellStorageState('other-window');
  await isAt(say('trouble.other-version'));
  await expect.element(page.getByText(say('trouble.other-version-remedy'))).toBeVisible();
  tellStorageState('answers');
  await isAt(say('locked.title'));
});

test('a browser that does not answer is told with what to do about it', async () => {
  render(h(StorageTrouble, { state: 'silent' }), root);
  await isAt(say('trouble.storage-silent'));
  await expect.element(page.getByText(say('trouble.storage-silent-remedy'))).toBeVisible();
  await expect.element(page.getByRole('button', { name: say('trouble.reload') })).toBeVisible();
});
