import axe from 'axe-core';
import { h, render } from 'preact';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { DevicesAnswer } from '../../src/protocol/devices.ts';
import { FirstSteps } from '../../src/screens/desk/ledger/first-steps.tsx';
import { loadWords } from '../../src/words/i18n.ts';
import '../../src/ui/base.css';
import { answered, PLACES, scriptedDesk } from './scripted-desk.ts';

let root: HTMLElement;

function show(has: { gates: boolean; residents: number; phones: DevicesAnswer['devices'] }): void {
  const client = scriptedDesk({
    readImports: () =>
      answered({
        imports: [],
        rosters: [
          { placeId: 'm1', residents: has.residents, households: 1, generation: 1, builtAt: 0 },
        ],
      }),
    readDevices: () => answered({ devices: has.phones }),
  });
  const places = has.gates ? PLACES : PLACES.slice(0, 1);
  render(h(FirstSteps, { client, places, changes: 0 }), root);
}

const phone = (checkCode: string | null): DevicesAnswer['devices'][number] => ({
  deviceId: 'a'.repeat(32),
  name: '王阿姨的手机',
  role: 'gate',
  placeId: 'g1',
  placeName: '北门',
  enrolledAt: 0,
  lastSeenAt: null,
  lastSyncAt: null,
  clockSkewMs: null,
  appVersion: '',
  revokedAt: null,
  checkCode,
});
const next = () => root.querySelector('[aria-current=step] h3')?.textContent ?? null;

beforeAll(async () => {
  await page.viewport(1280, 800);
  document.documentElement.lang = 'zh-CN';
  await loadWords('zh-CN', 'phone');
  await loadWords('zh-CN', 'desk');
});

beforeEach(() => {
  root?.remove();
  root = document.createElement('main');
  document.body.append(root);
});

test('an empty street is shown what to do, its places first', async () => {
  show({ gates: false, residents: 0, phones: [] });
  await vi.waitFor(() => expect(next()).toContain('加上小区和门'));
  expect([...root.querySelectorAll('a')].map((link) => link.getAttribute('href'))).toEqual([
    '#places',
    '#roster',
    '#passes',
    '#phones',
  ]);
  expect((await axe.run(root)).violations).toEqual([]);
});

test('what is done is said, and the next one is what is missing', async () => {
  show({ gates: true, residents: 0, phones: [] });
  await vi.waitFor(() => expect(next()).toBe('导入住户名册'));
  expect(root.querySelector('li')?.textContent).toContain('已做');
});

test('a phone that waits for approval is none yet; with one the street is ready', async () => {
  show({ gates: true, residents: 3, phones: [phone('9052')] });
  await vi.waitFor(() => expect(next()).toBe('邀请守门的手机'));
  render(null, root);
  show({ gates: true, residents: 3, phones: [phone(null)] });
  await vi.waitFor(() => expect(root.textContent).toBe('这段时间还没有人出入'));
});
