import { h, render } from 'preact';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Role } from '../../src/domain/role.ts';
import type {
  FeverCase,
  OutsideAsked,
  Review,
  ReviewMade,
  ReviewsAsked,
} from '../../src/protocol/reviews.ts';
import { FeverBar } from '../../src/screens/desk/app/fever-bar.tsx';
import type { Opening } from '../../src/screens/desk/parts/opening.ts';
import { WatchScreen } from '../../src/screens/desk/watch/watch-screen.tsx';
import { loadWords } from '../../src/words/i18n.ts';
import { hindersNobody } from '../ui/hinders-nobody.ts';
import '../../src/ui/base.css';
import { rowAt } from './any-row.ts';
import { answered, LIVE, scriptedDesk, sectionProps } from './scripted-desk.ts';

const NOW = Date.parse('2022-03-28T16:07:00+08:00');
const MINUTE_MS = 60_000;

let cases: FeverCase[];
let reviews: Review[];
let isWhole: boolean;
let asked: (OutsideAsked | ReviewsAsked)[];
let reviewed: ReviewMade[];
let opened: Opening[];
let root: HTMLElement;

const fever = (more: Partial<FeverCase>): FeverCase => ({
  row: rowAt(1, NOW - 12 * MINUTE_MS, { temperatureTenths: 379, outcome: 'held', verdict: 'stop' }),
  since: NOW - 20 * MINUTE_MS,
  closedAt: null,
  steps: [],
  ...more,
});

const client = scriptedDesk({
  now: () => NOW,
  readCases: () => answered({ cases }),
  readReviews: (query) => {
    asked.push(query);
    return answered({ reviews, total: reviews.length, isWhole });
  },
  makeReview: (made) => {
    reviewed.push(made);
    reviews = reviews.map((one) =>
      one.row.id === made.id ? { ...one, reviewed: { at: NOW, by: '周敏', note: made.note } } : one,
    );
    return answered({});
  },
  readOutside: (query) => {
    asked.push(query);
    return answered({
      households: [
        {
          householdId: 1,
          room: '3-1-502',
          compoundId: 'm1',
          people: [
            {
              rosterNumber: 11,
              maskedName: '周▇明',
              since: NOW - 150 * MINUTE_MS,
              gateName: '北门',
              dueAt: NOW - 30 * MINUTE_MS,
            },
          ],
        },
      ],
      peopleOut: 186,
      overdue: 7,
    });
  },
  readContacts: () =>
    answered({
      contacts: [
        { id: 'd'.repeat(32), placeId: 'c', name: '王医生', duty: '医生', phone: '027 8800' },
      ],
    }),
});

const show = (role: Role = 'desk'): void => {
  const props = sectionProps(client);
  const onOpen = (opening: Opening) => opened.push(opening);
  render(h(WatchScreen, { ...props, identity: { ...props.identity, role }, onOpen }), root);
};
const words = () => root.textContent ?? '';
const button = (name: string | RegExp) => page.getByRole('button', { name });

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
  cases = [
    fever({ steps: [{ at: NOW - 15 * MINUTE_MS, step: 'called', by: '李想', note: '王医生' }] }),
    fever({ row: rowAt(2, NOW, { gateName: '南门' }), since: NOW - 40 * MINUTE_MS }),
    fever({ row: rowAt(3, NOW), since: NOW - 90 * MINUTE_MS, closedAt: NOW - 80 * MINUTE_MS }),
  ];
  reviews = [
    {
      kind: 'breach',
      row: rowAt(4, NOW - 3 * 60 * MINUTE_MS),
      reasons: ['quota-used'],
      reviewed: null,
    },
    {
      kind: 'override',
      row: rowAt(5, NOW - 4 * 60 * MINUTE_MS, { note: '去医院，王主任同意' }),
      reasons: [],
      reviewed: { at: NOW, by: '周敏', note: '' },
    },
  ];
  isWhole = true;
  asked = [];
  reviewed = [];
  opened = [];
});

test('open fevers stand first with their clocks, what was done and whom to call', async () => {
  show();
  await vi.waitFor(() => expect(root.querySelectorAll('[role=timer]')).toHaveLength(2));
  const clocks = [...root.querySelectorAll('[role=timer]')].map((one) => one.textContent);
  expect(clocks).toEqual(['40:00', '20:00']);
  expect(words()).toContain('还没叫人');
  expect(words()).toContain('15:52 叫了人 李想，王医生');
  expect(words()).toContain('10:0014:47 结了');
  await vi.waitFor(() =>
    expect(root.querySelector('a[href="tel:0278800"]')?.textContent).toContain('王医生'),
  );
});

test('figures say how many and lead to their rows; overdue ones narrow the list', async () => {
  show();
  await vi.waitFor(() => expect(words()).toContain('现在户外186'));
  expect(words()).toContain('发热未结2');
  expect(words()).toContain('待复核1');
  expect(words()).toContain('超了 30 分钟');
  await userEvent.click(button(/超时未回/));
  await vi.waitFor(() => expect(asked).toContainEqual({ overdueOnly: true }));
  await userEvent.click(button('3-1-502'));
  expect(opened).toEqual([{ section: 'ledger', filter: { time: 'week', text: '3-1-502' } }]);
});

test('one tap reviews a row; it leaves the list of those not seen', async () => {
  show();
  await userEvent.click(button('看过了'));
  await vi.waitFor(() => expect(words()).toContain('2 条都看过了'));
  expect(reviewed).toEqual([{ kind: 'breach', gateId: 'g1', id: rowAt(4, NOW).id, note: '' }]);
  await userEvent.click(page.getByRole('checkbox', { name: '只看没看过的' }));
  await vi.waitFor(() => expect(words()).toContain('理由：去医院，王主任同意'));
});

test('a note goes with the review, and another day is asked for', async () => {
  show();
  await userEvent.click(button('写几句'));
  await userEvent.fill(page.getByRole('textbox', { name: '写几句' }), '电话问过');
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(reviewed).toMatchObject([{ note: '电话问过' }]));
  await userEvent.fill(page.getByLabelText('哪一天'), '2022-03-27');
  await vi.waitFor(() => expect(asked).toContainEqual({ day: '2022-03-27' }));
});

test('while a day is still being judged it says so, and asks again by itself', async () => {
  isWhole = false;
  const found = reviews;
  reviews = [];
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    show();
    // Each try lets the page's own timers go on.
    await vi.waitFor(() => expect(words()).toContain('还在核对'));
    expect(words()).not.toContain('没有要复核的');
    isWhole = true;
    reviews = found;
    await vi.waitFor(() => {
      vi.advanceTimersByTime(500);
      expect(words()).toContain('待复核1');
    });
    expect(words()).not.toContain('还在核对');
  } finally {
    vi.useRealTimers();
  }
});

test('an inspector looks and reviews nothing', async () => {
  show('inspector');
  await vi.waitFor(() => expect(words()).toContain('出门次数用完'));
  expect(words()).not.toContain('写几句');
});

test('the bar above every section counts open fevers and goes when the last is closed', async () => {
  const bar = (changes: number) =>
    render(
      h(FeverBar, {
        client,
        live: { ...LIVE, changes },
        zone: 'Asia/Shanghai',
        isHere: false,
      }),
      root,
    );
  bar(0);
  await vi.waitFor(() => expect(words()).toContain('发热未结 2 例最长 40:00'));
  expect(root.querySelector('a')?.getAttribute('href')).toBe('#watch');
  cases = cases.filter(({ closedAt }) => closedAt !== null);
  bar(1);
  await vi.waitFor(() => expect(words()).toBe(''));
});

test('nothing on the watch hinders anybody, by day and by night', async () => {
  show();
  await userEvent.click(button('写几句'));
  await hindersNobody(root);
});
