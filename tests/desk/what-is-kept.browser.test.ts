import axe from 'axe-core';
import { h, render } from 'preact';
import { beforeEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { RetentionAnswer } from '../../src/protocol/retention.ts';
import { WhatIsKept } from '../../src/screens/desk/settings/what-is-kept.tsx';
import { loadWords } from '../../src/words/i18n.ts';
import '../../src/ui/base.css';
import { answered, scriptedDesk } from './scripted-desk.ts';

const NOW = Date.UTC(2022, 5, 15, 4);
const DAY_MS = 86_400_000;
const KEPT: RetentionAnswer = {
  days: 60,
  accessDays: 365,
  purgedAt: NOW - 3 * DAY_MS,
  oldestAt: NOW - 61 * DAY_MS,
  months: ['2022-04', '2022-05', '2022-06', '2022-07'],
  readers: ['desk', 'street', 'inspector', 'administrator'],
  fullNames: ['desk', 'street', 'administrator'],
  accessReaders: ['street', 'administrator'],
};

let root: HTMLElement;
beforeEach(() => {
  root?.remove();
  root = document.createElement('main');
  document.body.append(root);
});

async function show(kept: Partial<RetentionAnswer>, locale: 'zh-CN' | 'zh-TW' | 'en' = 'zh-CN') {
  await page.viewport(1280, 800);
  document.documentElement.lang = locale;
  await loadWords(locale, 'phone');
  await loadWords(locale, 'desk');
  const client = scriptedDesk({
    readRetention: () => answered({ ...KEPT, ...kept }),
    now: () => NOW,
  });
  render(h(WhatIsKept, { client, zone: 'Asia/Shanghai' }), root);
  await vi.waitFor(() => expect(root.querySelectorAll('dd').length).toBe(8));
}
const facts = () =>
  [...root.querySelectorAll('dl > div')].map((one) =>
    [...one.children].map(({ textContent }) => textContent).join('：'),
  );

test('it says what is kept, until when, and who may see it', async () => {
  await show({});
  expect(facts()).toEqual([
    '进出记录、纸单、导入的表：留 60 天',
    '最早一笔收到：2022-04-15',
    '上次清除：2022-06-12',
    '能打开的月份：2022年4月、2022年5月、2022年6月和2022年7月',
    '看台账：值班台、街道办、督查和管理员',
    '看全名：值班台、街道办和管理员',
    '卡点手机：扫了门卡才看得到，只有本小区的住户',
    '查谁看过什么：街道办和管理员，留 365 天',
  ]);
  expect(root.querySelector('[role=note]')).toBeNull();
  expect((await axe.run(root)).violations).toEqual([]);
});

test('what is past its time and still there is said, and a street that never cleared says so', async () => {
  await show({ purgedAt: null, oldestAt: NOW - 80 * DAY_MS });
  expect(root.querySelector('[role=note]')?.textContent).toContain('kadian purge');
  expect(facts()[2]).toBe('上次清除：还没有');
});

test.each(['zh-TW', 'en'] as const)('in %s too', async (locale) => {
  await show({}, locale);
  expect(facts()[0]).toMatch(locale === 'en' ? 'Kept for 60 days' : '保留 60 天');
});
