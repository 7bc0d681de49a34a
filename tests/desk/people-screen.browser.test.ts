import { h, render } from 'preact';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { failed } from '../../src/desk-client/answer.ts';
import type { DeskClient } from '../../src/desk-client/desk-client.ts';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import type { ListedMark, MarkChange } from '../../src/protocol/marks.ts';
import type { PolicyMade } from '../../src/protocol/policies.ts';
import type { SectionProps } from '../../src/screens/desk/parts/section-props.ts';
import { PeopleScreen } from '../../src/screens/desk/people/people-screen.tsx';
import { loadWords } from '../../src/words/i18n.ts';
import { hindersNobody } from '../ui/hinders-nobody.ts';
import '../../src/ui/base.css';
import { answered, scriptedDesk, sectionProps } from './scripted-desk.ts';

const NOW = Date.parse('2022-03-28T16:07:00+08:00');
const WHO = '3-1-502 周▇明';

let marks: ListedMark[];
let changes: MarkChange[];
let isAway: boolean;
let findResidents: (text: string) => ReturnType<DeskClient['findResidents']>;
let root: HTMLElement;

const client = scriptedDesk({
  now: () => NOW,
  readMarks: () => answered({ marks }),
  readPolicies: () => {
    const policy = {
      ...(structuredClone(DEFAULT_POLICY) as PolicyMade['policy']),
      documents: [
        {
          id: 4,
          name: '铁路健康证',
          lifts: ['quota' as const],
          directions: ['out' as const],
          perDay: 0,
        },
      ],
    };
    return answered({ policies: [{ policy, madeAt: null, madeBy: '' }], inForce: 1 });
  },
  changeMark: (change) => {
    changes.push(change);
    if (isAway) return Promise.resolve(failed('server-away'));
    const id = change.kind === 'set' ? change.mark.id : change.id;
    const others = marks.filter(({ mark }) => mark.id !== id);
    marks =
      change.kind === 'set'
        ? [{ mark: change.mark, who: WHO, changedAt: NOW, changedBy: '周敏' }, ...others]
        : others;
    return answered({ marks });
  },
  findResidents: ({ text }) => findResidents(text),
});
const resident = (rosterNumber: number, name: string) => ({
  rosterNumber,
  householdId: 1,
  name,
  maskedName: `${name[0]}▇${name[2]}`,
  room: '3-1-502',
  compoundId: 'm1',
  compoundName: '梧桐里小区',
});

const show = (more: Partial<SectionProps> = {}): void =>
  render(h(PeopleScreen, { ...sectionProps(client), ...more }), root);
const press = (name: string | RegExp) =>
  userEvent.click(page.getByRole('button', { name, exact: typeof name === 'string' }));
const words = () => root.textContent ?? '';
const isolated = (): ListedMark => ({
  mark: {
    id: 'a'.repeat(32),
    subject: { kind: 'resident', rosterNumber: 11 },
    colour: 'red',
    isolatedUntil: '2022-04-03',
    voidUntil: null,
    isDenied: false,
    documentIds: [4],
    note: '密接',
  },
  who: WHO,
  changedAt: NOW,
  changedBy: '周敏',
});

beforeAll(async () => {
  await page.viewport(1280, 800);
  document.documentElement.lang = 'zh-CN';
  await loadWords('zh-CN', 'phone');
  await loadWords('zh-CN', 'desk');
});

beforeEach(() => {
  root?.remove();
  root = document.createElement('div');
  document.body.append(root);
  marks = [];
  changes = [];
  isAway = false;
  findResidents = () => answered({ residents: [resident(11, '周敬明')] });
});

test('a resident is found with the keyboard alone and isolated for a fortnight', async () => {
  show();
  await press('加标记');
  await userEvent.click(page.getByRole('combobox', { name: '找住户' }));
  await userEvent.keyboard('3-1-502');
  await page.getByRole('option', { name: '周敬明' }).findElement();
  await userEvent.keyboard('{Enter}');
  await press(/14 天\s*居家隔离到/);
  await press('存下');
  await vi.waitFor(() => expect(words()).toContain('居家隔离到4月10日'));
  expect(changes).toMatchObject([
    {
      kind: 'set',
      mark: { subject: { kind: 'resident', rosterNumber: 11 }, isolatedUntil: '2022-04-10' },
    },
  ]);
});

test('Enter takes nobody who was found by half of the name: it waits for the answer to all of it', async () => {
  const late = Promise.withResolvers<Awaited<ReturnType<DeskClient['findResidents']>>>();
  findResidents = (text) =>
    text === '周敬' ? late.promise : answered({ residents: [resident(11, '周小明')] });
  show();
  await press('加标记');
  await userEvent.click(page.getByRole('combobox', { name: '找住户' }));
  await userEvent.keyboard('周');
  await page.getByRole('option', { name: '周小明' }).findElement();
  await userEvent.keyboard('敬{Enter}');
  late.resolve(await answered({ residents: [resident(12, '周敬明')] }));
  await press(/14 天\s*居家隔离到/);
  await press('存下');
  await vi.waitFor(() => expect(changes).toHaveLength(1));
  expect(changes).toMatchObject([{ mark: { subject: { kind: 'resident', rosterNumber: 12 } } }]);
});

test('whoever was pointed at and is not found by all of the name is not exchanged for another', async () => {
  const late = Promise.withResolvers<Awaited<ReturnType<DeskClient['findResidents']>>>();
  const both = [resident(11, '周小明'), resident(12, '周敬明')];
  findResidents = (text) => (text === '周敬' ? late.promise : answered({ residents: both }));
  const offered = page.getByRole('listbox').getByRole('option');
  show();
  await press('加标记');
  await userEvent.click(page.getByRole('combobox', { name: '找住户' }));
  await userEvent.keyboard('周');
  await page.getByRole('option', { name: '周小明' }).findElement();
  await userEvent.keyboard('敬{ArrowDown}{Enter}');
  late.resolve(await answered({ residents: [resident(13, '周敬华')] }));
  await expect.element(offered).toHaveTextContent('周敬华');
  await userEvent.keyboard('{Escape}');
  expect(offered.elements()).toEqual([]);
  await expect.element(page.getByRole('combobox', { name: '找住户' })).toHaveValue('');
});

test('a mark that says nothing is not sent', async () => {
  show();
  await press('加标记');
  await press('车牌');
  await userEvent.fill(page.getByRole('textbox', { name: '车牌' }), '鄂j 12345');
  await press('下一步');
  await press('存下');
  await vi.waitFor(() => expect(words()).toContain('还什么都没标'));
  await userEvent.click(page.getByRole('checkbox', { name: '不放行，来了找社区' }));
  await press('存下');
  await vi.waitFor(() => expect(changes).toHaveLength(1));
  expect(changes[0]).toMatchObject({ mark: { subject: { kind: 'plate', plate: '鄂J12345' } } });
});

test('whoever is opened from the ledger and marked already is changed, not marked twice', async () => {
  marks = [isolated()];
  const subject = { kind: 'resident', rosterNumber: 11 } as const;
  show({ opening: { section: 'people', subject, who: WHO } });
  await page.getByRole('textbox', { name: '备注' }).findElement();
  await userEvent.fill(page.getByRole('textbox', { name: '备注' }), '密接，社区送菜');
  await press('存下');
  await vi.waitFor(() => expect(words()).toContain('密接，社区送菜'));
  expect(changes).toMatchObject([{ mark: { id: 'a'.repeat(32), documentIds: [4] } }]);
});

test('a mark is removed only when asked, and the focus stays on the page', async () => {
  marks = [isolated()];
  show();
  await userEvent.click(page.getByRole('button', { name: /3-1-502/ }));
  await press('去掉标记');
  await press('去掉');
  await vi.waitFor(() => expect(words()).toContain('还没有标记'));
  expect(changes).toEqual([{ kind: 'remove', id: 'a'.repeat(32) }]);
});

test('what the server did not take stays typed, with what to do', async () => {
  marks = [isolated()];
  isAway = true;
  show();
  await userEvent.click(page.getByRole('button', { name: /3-1-502/ }));
  await userEvent.fill(page.getByRole('textbox', { name: '备注' }), '新的');
  await press('存下');
  await vi.waitFor(() => expect(words()).toContain('服务器没有答复'));
  expect(root.querySelector<HTMLInputElement>('aside input[type=text]')?.value).toBe('新的');
});

test('nothing on the marks hinders anybody, by day and by night', async () => {
  marks = [isolated()];
  show();
  await userEvent.click(page.getByRole('button', { name: /3-1-502/ }));
  await press('去掉标记');
  await hindersNobody(root);
});
