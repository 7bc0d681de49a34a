import { h, render } from 'preact';
import { beforeAll, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { DeskNav } from '../../src/screens/desk/app/desk-nav.tsx';
import { lazySection } from '../../src/screens/desk/app/lazy-section.tsx';
import { SECTIONS } from '../../src/screens/desk/app/use-section.ts';
import type { Live } from '../../src/screens/desk/parts/use-live.ts';
import { loadWords } from '../../src/words/i18n.ts';
import '../../src/ui/base.css';
import { LIVE } from './scripted-desk.ts';

const root = document.createElement('div');
document.body.append(root);
const links = (): string[] => [...root.querySelectorAll('a')].map((link) => link.textContent ?? '');

beforeAll(async () => {
  await loadWords('zh-CN', 'phone');
  await loadWords('zh-CN', 'desk');
});

test('on a phone the bar holds the first four sections, the others open above it', async () => {
  await page.viewport(360, 740);
  const about = { placeName: '青石街道', streetName: '青石街道', role: 'desk' } as const;
  render(h(DeskNav, { sections: SECTIONS, section: 'ledger', ...about }), root);
  expect(links()).toEqual(['今日', '台账', '日报', '值守']);
  await userEvent.click(page.getByRole('button', { name: '更多' }));
  expect(links().slice(4)).toEqual([
    '排班',
    '通知',
    '手册',
    '补录',
    '重点人员',
    '名册',
    '手机',
    '码与卡',
    '地点',
    '规则',
    '设置',
  ]);
  await userEvent.keyboard('{Escape}');
  await vi.waitFor(() => expect(links()).toHaveLength(4));
});

test('a section whose code cannot be fetched says so and is fetched again; it takes over the focus', async () => {
  let isThere = false;
  const Section = lazySection('places', async () => {
    if (!isThere) throw new Error('away');
    return (_: { live: Live }) => h('main', { id: 'page', tabIndex: -1 }, '地点的树');
  });
  render(h(Section, { live: LIVE }), root);
  await vi.waitFor(() => expect(root.textContent).toContain('没加载出来'));
  isThere = true;
  root.querySelector('button')?.click();
  document.getElementById('page')?.focus();
  await vi.waitFor(() => expect(root.textContent).toContain('地点的树'));
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('地点的树'));
});
