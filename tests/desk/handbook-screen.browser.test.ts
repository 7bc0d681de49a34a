import { h, render } from 'preact';
import { beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { failed } from '../../src/desk-client/answer.ts';
import { USUAL_STANDARDS } from '../../src/domain/gate-day.ts';
import type { HandbookAnswer, HandbookChange } from '../../src/protocol/handbook.ts';
import type { StandardsAnswer, StandardsChange } from '../../src/protocol/standards.ts';
import { HandbookScreen } from '../../src/screens/desk/handbook/handbook-screen.tsx';
import type { SectionProps } from '../../src/screens/desk/parts/section-props.ts';
import { type Locale, loadWords, say } from '../../src/words/i18n.ts';
import '../../src/ui/base.css';
import { hindersNobody } from '../ui/hinders-nobody.ts';
import { answered, scriptedDesk, sectionProps } from './scripted-desk.ts';

const NOW = Date.parse('2022-03-28T16:07:00+08:00');
const HOUR_MS = 3_600_000;

let standards: StandardsAnswer;
let handbook: HandbookAnswer;
let sentStandards: StandardsChange[];
let sentHandbooks: HandbookChange[];
let root: HTMLElement;

const client = scriptedDesk({
  now: () => NOW,
  readStandards: () => answered(standards),
  changeStandards: (change) => {
    sentStandards.push(change);
    if (change.basedOn !== standards.version) {
      return Promise.resolve(failed('refused', 'outdated'));
    }
    standards = { ...standards, version: change.basedOn + 1, items: change.items };
    return answered(standards);
  },
  readHandbook: () => answered(handbook),
  changeHandbook: (change) => {
    sentHandbooks.push(change);
    if (change.basedOn !== handbook.version) return Promise.resolve(failed('refused', 'outdated'));
    const version = change.text === '' ? 0 : change.basedOn + 1;
    handbook = { ...handbook, text: change.text, version, changedAt: NOW, changedBy: '街道办' };
    return answered(handbook);
  },
});

const show = (more: Partial<SectionProps> = {}): void => {
  const props = sectionProps(client);
  render(
    h(HandbookScreen, { ...props, identity: { ...props.identity, role: 'street' }, ...more }),
    root,
  );
};
const button = (name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' });
const press = (name: string | RegExp) => userEvent.click(button(name));
const words = () => root.textContent ?? '';
const box = (name: string | RegExp) => page.getByRole('textbox', { name });
const rows = () =>
  [...root.querySelectorAll('tbody tr')].map((row) => row.textContent?.replaceAll(/\s+/g, ' '));

beforeEach(async () => {
  await page.viewport(1280, 800);
  await loadWords('zh-CN', 'phone');
  await loadWords('zh-CN', 'desk');
  document.documentElement.lang = 'zh-CN';
  root?.remove();
  root = document.createElement('div');
  document.body.append(root);
  standards = {
    version: 0,
    items: [...USUAL_STANDARDS.items],
    gates: [
      {
        gateId: 'g1',
        at: NOW - HOUR_MS,
        by: '王桂兰',
        note: '',
        version: 0,
        missing: [],
        isThisShift: true,
      },
      {
        gateId: 'g3',
        at: NOW - 9 * HOUR_MS,
        by: '许诺',
        note: '取暖器坏了，要一台',
        version: 0,
        missing: [8],
        isThisShift: false,
      },
    ],
  };
  handbook = {
    version: 0,
    text: '',
    changedAt: null,
    changedBy: '',
    results: [
      { gateId: 'g1', people: 4, asked: 20, right: 19, lastAt: NOW },
      { gateId: 'g3', people: 2, asked: 10, right: 5, lastAt: NOW },
    ],
  };
  sentStandards = [];
  sentHandbooks = [];
});

test('what a gate lacks is named and stands first, then who never said a word', async () => {
  show();
  await vi.waitFor(() => expect(rows()).toHaveLength(3));
  expect(rows()[0]).toMatch(/东门.*缺 1 样.*以前的班查的.*取暖器.*取暖器坏了，要一台.*许诺/);
  expect(rows()[1]).toMatch(/南门.*从没查过/);
  expect(rows()[2]).toMatch(/北门.*本班齐全.*王桂兰/);
  expect(words()).toMatch(/缺东西1 \/ 3.*从没查过1 \/ 3.*本班还没查0 \/ 3.*本班齐全1 \/ 3/);
});

test('the list is renamed, ordered, made shorter and longer; usual words stay nobody’s own', async () => {
  show();
  await press(say('standards-desk.edit'));
  await userEvent.fill(box('第 1 样'), '红马甲');
  await press('休息处下移');
  await press('热餐上移');
  await press('去掉取暖器');
  await press(say('standards-desk.add'));
  await press(say('rota-desk.save'));
  await vi.waitFor(() => expect(words()).toContain(say('standards-desk.problem-empty')));
  await userEvent.fill(box('第 9 样'), '酒精');
  await press(say('rota-desk.save'));
  await vi.waitFor(() => expect(words()).toContain(say('standards-desk.saved')));
  const items = sentStandards[0]?.items ?? [];
  expect(items.map(({ id }) => id).slice(0, 8)).toEqual([1, 3, 2, 4, 5, 6, 7, 9]);
  expect(items.map(({ title }) => title)).toEqual(['红马甲', '', '', '', '', '', '', '', '酒精']);
  expect(items[8]?.id).toBeGreaterThan(9);
});

test('a list that somebody else changed meanwhile is not overwritten', async () => {
  show();
  await press(say('standards-desk.edit'));
  await userEvent.fill(box('第 1 样'), '红马甲');
  standards = { ...standards, version: 5, items: [{ id: 2, title: '帐篷' }] };
  await press(say('rota-desk.save'));
  await vi.waitFor(() => expect(words()).toContain(say('standards-desk.outdated')));
  await press(say('standards-desk.see-others'));
  await expect.element(box('第 1 样')).toHaveValue('帐篷');
  await press(say('rota-desk.save'));
  await vi.waitFor(() => expect(sentStandards.at(-1)?.basedOn).toBe(5));
});

test('the street writes its own handbook with a question; nothing typed is lost to somebody quicker', async () => {
  show();
  await press(say('handbook-desk.view-handbook'));
  await vi.waitFor(() => expect(words()).toContain('守卡点手册'));
  expect(rows()).toEqual([
    expect.stringMatching(/东门.*5 \/ 10.*50%/),
    expect.stringMatching(/北门.*19 \/ 20.*95%/),
  ]);
  await press(say('handbook-desk.edit'));
  await userEvent.fill(box(say('handbook-desk.text')), '# 本街道的规矩\n\n先看这里。');
  await press(say('handbook-desk.insert'));
  const look = page.getByRole('region', { name: say('handbook-desk.side-look') });
  await expect.element(look).toHaveTextContent(/本街道的规矩.*抽查题 1 道/);
  handbook = { ...handbook, version: 3, text: '别人写的', changedAt: NOW, changedBy: '周敏' };
  await press(say('rota-desk.save'));
  await vi.waitFor(() => expect(words()).toContain('周敏先存了一版'));
  await press(say('handbook-desk.keep-mine'));
  await press(say('rota-desk.save'));
  await vi.waitFor(() => expect(words()).toContain(say('handbook-desk.saved')));
  expect(sentHandbooks.map(({ basedOn }) => basedOn)).toEqual([0, 3]);
  expect(sentHandbooks[1]?.text).toMatch(/^# 本街道的规矩\n\n先看这里。\n\n.*37\.3/);
  await press(say('handbook-desk.use-shipped'));
  await press(say('handbook-desk.use-shipped'));
  await vi.waitFor(() => expect(words()).toContain(say('handbook-desk.is-shipped')));
  expect(sentHandbooks[2]).toEqual({ basedOn: 4, text: '' });
});

test('a desk of a community reads and changes nothing', async () => {
  const { identity } = sectionProps(client);
  const place = { id: 'c', name: '梧桐里社区', kind: 'community' as const };
  show({ identity: { ...identity, role: 'street', place } });
  await vi.waitFor(() => expect(rows()).toHaveLength(3));
  expect(button(say('standards-desk.edit')).elements()).toEqual([]);
  await press(say('handbook-desk.view-handbook'));
  await vi.waitFor(() => expect(words()).toContain('守卡点手册'));
  expect(button(say('handbook-desk.edit')).elements()).toEqual([]);
});

test.each<[Locale, number, number]>([
  ['zh-CN', 1280, 800],
  ['en', 360, 740],
])('nothing on the handbook hinders anybody in %s at %i × %i', async (locale, width, height) => {
  await page.viewport(width, height);
  await loadWords(locale, 'phone');
  await loadWords(locale, 'desk');
  document.documentElement.lang = locale;
  show();
  const look = () => hindersNobody(root);
  await press(say('standards-desk.edit'));
  await look();
  await press(say('household.close'));
  await look();
  await press(say('handbook-desk.view-handbook'));
  await expect.element(button(say('handbook-desk.edit'))).toBeVisible();
  await look();
  await press(say('handbook-desk.edit'));
  await look();
});
