import { h, render } from 'preact';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { JoiningBrowser } from '../../src/actions/joining-browser.ts';
import { JoinScreen, type JoinScreenProps } from '../../src/screens/join/join-screen.tsx';
import { NameScreen } from '../../src/screens/join/name-screen.tsx';
import { generateSigningKeyPair } from '../../src/sealing/keys.ts';
import { database } from '../../src/storage/database.ts';
import { forgetJoinWait, readJoinWait, saveJoinWait } from '../../src/storage/join-wait.ts';
import { type Locale, loadWords, say } from '../../src/words/i18n.ts';
import '../../src/ui/base.css';

const root = document.createElement('div');
document.body.append(root);
const nothing = (): void => undefined;
const network = vi.fn<typeof fetch>();
const invitation = `join=ask.${'A'.repeat(22)}.${'B'.repeat(42)}A`;

beforeEach(async () => {
  await page.viewport(360, 740);
  await speak('zh-CN');
  await forgetJoinWait();
  vi.stubGlobal('fetch', network);
});
afterEach(() => {
  render(null, root);
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  network.mockReset();
});

async function speak(locale: Locale): Promise<void> {
  await loadWords(locale, 'phone');
  // Each language has fonts of its own, and widths.
  document.documentElement.lang = locale;
}

function showJoin(change: Partial<JoinScreenProps>): void {
  const browser = { kind: 'fit' } as const;
  const rest = { invitation: null, checkCode: null, before: null, onEnrolled: nothing };
  render(h(JoinScreen, { browser, ...rest, ...change }), root);
}

const elsewhere: readonly [string, JoiningBrowser, () => string][] = [
  ['WeChat', { kind: 'in-app', app: 'wechat' }, () => say('join.in-app', { app: 'wechat' })],
  ['some app', { kind: 'in-app', app: 'other' }, () => say('join.in-app', { app: 'other' })],
  ['a tab of an iPhone', { kind: 'not-on-home-screen' }, () => say('join.home-screen')],
  ['Chrome on an iPhone', { kind: 'not-safari' }, () => say('join.not-safari')],
  ['an old browser', { kind: 'too-old' }, () => say('missing.too-old-title')],
];

test.each([
  [1280, 800, 480],
  [360, 740, 360],
])('at %i × %i the form is no wider than a phone', async (width, height, wide) => {
  await page.viewport(width, height);
  showJoin({ invitation });
  const field = page.getByRole('textbox', { name: say('join.name') });
  await expect.element(field).toBeVisible();
  const main = root.querySelector('main')?.getBoundingClientRect();
  expect(main?.width).toBe(wide);
  expect(main?.left).toBe((width - wide) / 2);
});

describe.each(elsewhere)('in %s', (_, browser, title) => {
  test('a phone cannot join, and nothing is used up', async () => {
    showJoin({ browser, invitation: invitation.replace('ask', 'at-once') });
    await expect.element(page.getByRole('heading', { level: 1, name: title() })).toBeVisible();
    expect(page.getByRole('button', { name: say('join.join') }).elements()).toEqual([]);
    expect(network).not.toHaveBeenCalled();
  });

  test.each([
    ['zh-CN', 360, 740],
    ['zh-TW', 360, 740],
    ['en', 360, 740],
    ['zh-CN', 320, 568],
    ['en', 320, 568],
  ] as const)('it says how to go on, in %s on %i × %i', async (locale, width, height) => {
    await page.viewport(width, height);
    await speak(locale);
    showJoin({ browser, invitation });
    const { scrollWidth, scrollHeight } = document.documentElement;
    expect(scrollWidth).toBe(width);
    if (height === 740) expect(scrollHeight).toBeLessThanOrEqual(height);
    for (const button of page.getByRole('button').elements()) {
      expect(button.getBoundingClientRect().bottom).toBeLessThanOrEqual(height);
    }
  });
});

test('the copied link carries the invitation on', async () => {
  const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  showJoin({ browser: { kind: 'in-app', app: 'wechat' }, invitation });
  await page.getByRole('button', { name: say('join.copy-link') }).click();
  expect(writeText).toHaveBeenCalledExactlyOnceWith(`${location.origin}/#${invitation}`);
  await expect.element(page.getByText(say('join.copied'))).toBeVisible();
});

test('a link that may not be copied is shown, to be copied by hand', async () => {
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('no'));
  showJoin({ browser: { kind: 'not-safari' }, invitation });
  await page.getByRole('button', { name: say('join.copy-link') }).click();
  const field = page.getByRole('textbox', { name: say('join.link') });
  await expect.element(field).toHaveValue(`${location.origin}/#${invitation}`);
});

test('nothing is used up before it is known what the phone lacks', async () => {
  const onName = vi.fn();
  const rest = { problem: null, isBusy: false, isAtOnce: false, before: null };
  const more = { missing: [], canJoin: true, onOther: nothing, onDiscard: null };
  render(h(NameScreen, { ...rest, ...more, isChecking: true, onName }), root);
  await page.getByRole('textbox').fill('南门一号机');
  await page.getByRole('button', { name: say('join.checking') }).click({ force: true });
  expect(onName).not.toHaveBeenCalled();
});

describe('a phone that was left waiting', () => {
  beforeEach(async () => {
    // The browser keeps one database for all test files: another's unsent log would stand in the way.
    await database.delete();
    await database.open();
    const { privateKey } = await generateSigningKeyPair(false);
    const publicKey = new Uint8Array(65);
    const rootHash = new Uint8Array(32);
    await saveJoinWait({
      privateKey,
      publicKey,
      rootHash,
      checkCode: '0417',
      discardUnsent: false,
    });
  });
  const answers = (json: object, status = 200) =>
    network.mockImplementation(async () => Response.json(json, { status }));
  const digits = () => page.getByRole('img', { name: `${say('join.check-code')} 0 4 1 7` });

  test.each([
    ['zh-CN', 360, 740],
    ['en', 360, 740],
    ['zh-TW', 320, 568],
    ['en', 320, 568],
  ] as const)('shows its four digits, in %s on %i × %i', async (locale, width, height) => {
    await page.viewport(width, height);
    await speak(locale);
    answers({ kind: 'waiting', checkCode: '0417' });
    showJoin({ checkCode: '0417' });
    await expect.element(digits()).toHaveTextContent('0417');
    await expect.poll(() => network.mock.calls.length).toBeGreaterThan(0);
    const { scrollWidth, scrollHeight } = document.documentElement;
    expect([scrollWidth, scrollHeight]).toEqual([width, height]);
    const { scrollWidth: codeWidth, clientWidth, clientHeight } = digits().element();
    expect(codeWidth).toBe(clientWidth);
    expect(clientHeight).toBeLessThan(180);
  });

  test('says when there is no network, and goes on waiting', async () => {
    network.mockRejectedValue(new TypeError('network'));
    showJoin({ checkCode: '0417' });
    await expect.element(page.getByRole('alert')).toHaveTextContent(say('join.wait-no-network'));
    await expect.element(digits()).toBeVisible();
  });

  test('is told when the desk did not approve', async () => {
    answers({ error: 'invitation-expired', serverTime: Date.now() }, 403);
    showJoin({ checkCode: '0417' });
    await expect.element(page.getByText(say('join.not-approved'))).toBeVisible();
    expect(await readJoinWait()).toBeNull();
  });

  test('may give up, and stays in the street where it was', async () => {
    answers({ kind: 'waiting', checkCode: '0417' });
    const onStay = vi.fn();
    showJoin({ checkCode: '0417', before: { streetName: '梧桐街道', onStay } });
    await page.getByRole('button', { name: say('join.give-up') }).click();
    await expect.poll(() => onStay.mock.calls.length).toBe(1);
    expect(await readJoinWait()).toBeNull();
  });
});
