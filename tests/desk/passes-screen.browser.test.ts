import { h, render } from 'preact';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { PassQuery } from '../../src/protocol/passes.ts';
import { PassesScreen } from '../../src/screens/desk/passes/passes-screen.tsx';
import { loadWords } from '../../src/words/i18n.ts';
import { hindersNobody } from '../ui/hinders-nobody.ts';
import '../../src/ui/base.css';
import { answered, passAt, scriptedDesk, sectionProps } from './scripted-desk.ts';

/** What was asked, and what the server holds. */
const server = { asked: [] as PassQuery[], replaced: [] as (number | string)[], total: 30 };

const cardOf = (gateId: string, epoch: number) => ({
  text: `KC1:${String(epoch).repeat(28)}`,
  epoch,
  gateName: gateId,
  compoundName: '',
});

const client = scriptedDesk({
  readGateCard: (gateId) => answered(cardOf(gateId, 1)),
  replaceGateCard(gateId) {
    server.replaced.push(gateId);
    return answered(cardOf(gateId, 2));
  },
  readPasses(query) {
    server.asked.push(query);
    const { kind, cursor, limit, text, compoundId } = query;
    const total = text === undefined ? server.total : 1;
    const from = Number(cursor ?? 0);
    const to = Math.min(from + limit, total);
    return answered({
      passes: Array.from({ length: to - from }, (_, index) => ({
        ...passAt(from + index, kind, 'KP1:0'),
        room: `${compoundId}-${from + index}`,
      })),
      next: to < total ? String(to) : null,
      total,
    });
  },
  replacePass({ passNumber }) {
    server.replaced.push(passNumber);
    return answered({
      pass: { ...passAt(0, 'resident', 'KP1:1'), passNumber: 900, passCode: 'NEW0-11' },
    });
  },
});

const root = document.createElement('div');
document.body.append(root);
const show = () => render(h(PassesScreen, sectionProps(client)), root);
const press = (words: string) => {
  const found = [...root.querySelectorAll('button')].find((one) => one.textContent === words);
  if (!found) throw new Error(`no button ${words}`);
  found.click();
};
const says = (words: string) => vi.waitFor(() => expect(root.textContent).toContain(words));
/** What was pressed has been drawn. */
const drawn = () => new Promise((done) => setTimeout(done));
const select = () => root.querySelector('select') as HTMLSelectElement;
const choose = (id: string) => {
  select().value = id;
  select().dispatchEvent(new Event('change', { bubbles: true }));
};

beforeAll(async () => {
  await page.viewport(1280, 800);
  document.documentElement.lang = 'zh-CN';
  await loadWords('zh-CN', 'phone');
  await loadWords('zh-CN', 'desk');
});

beforeEach(() => {
  render(null, root);
  Object.assign(server, { asked: [], replaced: [] });
});

test('the compound that was chosen for the cards is chosen for the passes too, and back', async () => {
  show();
  await vi.waitFor(() => expect(root.querySelectorAll('article')).toHaveLength(2));
  choose('m2');
  await vi.waitFor(() => expect(root.querySelector('article')?.textContent).toContain('锦绣苑'));
  press('居民通行码');
  await says('m2-0');
  expect(select().value).toBe('m2');
  press('门卡');
  await vi.waitFor(() => expect(root.querySelector('article')?.textContent).toContain('锦绣苑'));
});

test('passes come a screenful at a time, and the server does the searching', async () => {
  show();
  press('居民通行码');
  await says('30 张');
  expect(root.querySelectorAll('li button')).toHaveLength(24);
  press('更多');
  await vi.waitFor(() => expect(root.querySelectorAll('li button')).toHaveLength(30));
  const search = root.querySelector('input[type=search]') as HTMLInputElement;
  search.value = '502';
  search.dispatchEvent(new Event('input', { bubbles: true }));
  await says('1 张');
  expect(server.asked).toEqual([
    { compoundId: 'm1', kind: 'resident', limit: 24 },
    { compoundId: 'm1', kind: 'resident', limit: 24, cursor: '24' },
    { compoundId: 'm1', kind: 'resident', limit: 24, text: '502' },
  ]);
});

test('passes are shown and printed for as long as was chosen', async () => {
  show();
  press('居民通行码');
  await says('m1-0');
  const valid = root.querySelectorAll('select')[1] as HTMLSelectElement;
  valid.value = 'today';
  valid.dispatchEvent(new Event('change', { bubbles: true }));
  await vi.waitFor(() => expect(server.asked.at(-1)).toMatchObject({ limit: 24, validDays: 1 }));
  await says('m1-0');
  press('打印');
  await says('30 张码，4 页');
  expect(server.asked.at(-1)).toMatchObject({ limit: 200, validDays: 1 });
});

test('a household has one pass for all of it, without a name', async () => {
  show();
  press('户码');
  await says('全户');
  expect(server.asked.at(-1)?.kind).toBe('household');
});

test('a lost pass is replaced in two taps, and the new one stands in its place', async () => {
  show();
  press('居民通行码');
  await says('m1-0');
  root.querySelector<HTMLElement>('li button')?.click();
  await says('丢了，换一张');
  press('丢了，换一张');
  await says('这张码作废');
  expect(server.replaced).toEqual([]);
  press('作废旧码，换新的');
  await says('换好了，这是新码');
  expect(server.replaced).toEqual([100]);
  expect(root.querySelector('dialog')?.textContent).toContain('NEW0-11');
  expect(root.querySelector('li')?.textContent).toContain('NEW0-11');
});

test('a gate card is replaced in two taps, and the first one says when the old one stops', async () => {
  show();
  await says('第 1 版');
  press('换卡');
  await says('每部手机下次更新时就不认旧卡');
  expect(server.replaced).toEqual([]);
  press('取消');
  await drawn();
  press('换卡');
  await drawn();
  press('作废旧卡，换新卡');
  await says('第 2 版');
  expect(server.replaced).toEqual(['g1']);
});

test('nothing about passes hinders anybody, by day and by night', async () => {
  show();
  await says('第 1 版');
  press('换卡');
  await hindersNobody(root);
  press('居民通行码');
  await says('m1-0');
  await hindersNobody(root);
  root.querySelector<HTMLElement>('li button')?.click();
  await says('丢了，换一张');
  press('丢了，换一张');
  await hindersNobody(root);
  root.querySelector('dialog')?.close();
  await drawn();
  press('打印');
  await says('30 张码，4 页');
  await hindersNobody(root);
});

test('the preview of what will be printed fits a phone, and back leads to the passes', async () => {
  await page.viewport(360, 740);
  show();
  press('户码');
  await says('全户');
  press('打印');
  await says('30 张码，4 页');
  for (const view of ['通行码', '门卡', '登记表', '一页通']) {
    press(view);
    await vi.waitFor(() => expect(root.querySelector('[data-sheet]')).not.toBeNull());
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
  }
  press('返回');
  await says('30 张');
  expect(root.querySelector('[aria-pressed=true]')?.textContent).toBe('户码');
});
