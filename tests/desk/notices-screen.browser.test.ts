import { h, render } from 'preact';
import { beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { failed } from '../../src/desk-client/answer.ts';
import type { ListedNotice, NoticeAnswer, NoticeChange } from '../../src/protocol/notices.ts';
import { NoticesScreen } from '../../src/screens/desk/notices/notices-screen.tsx';
import type { SectionProps } from '../../src/screens/desk/parts/section-props.ts';
import { type Locale, loadWords, say } from '../../src/words/i18n.ts';
import '../../src/ui/base.css';
import { hindersNobody } from '../ui/hinders-nobody.ts';
import { answered, LIVE, scriptedDesk, sectionProps } from './scripted-desk.ts';

const NOW = Date.parse('2022-03-28T16:07:00+08:00');
const HOUR_MS = 3_600_000;

const masks: ListedNotice = {
  id: 'ab'.repeat(16),
  kind: 'words',
  placeId: 'm1',
  placeName: '梧桐里小区',
  title: '明天起戴双层口罩',
  text: '物资站早上七点发。\n每人两只。',
  madeAt: NOW - HOUR_MS,
  madeBy: '周敏',
  expiresAt: NOW + 24 * HOUR_MS,
  withdrawnAt: null,
  policy: null,
  gates: 2,
  gatesRead: 1,
  phones: 3,
  phonesRead: 1,
};
const rules: ListedNotice = {
  ...masks,
  id: 'cd'.repeat(16),
  kind: 'policy',
  placeId: 's',
  placeName: '青石街道',
  title: '一户一人',
  text: '',
  expiresAt: null,
  policy: { version: 3, effectiveFrom: NOW },
  gates: 3,
  gatesRead: 3,
};
const over: ListedNotice = { ...masks, id: 'ef'.repeat(16), title: '旧的', withdrawnAt: NOW };

let notices: ListedNotice[];
let changes: NoticeChange[];
let readers: string[];
let isAway: boolean;
let root: HTMLElement;

const client = scriptedDesk({
  now: () => NOW,
  readNotices: () => answered({ notices }),
  readNotice: (id) => {
    const notice = notices.find((one) => one.id === id) ?? masks;
    const gates: NoticeAnswer['gates'] = [
      {
        id: 'g1',
        name: '北门',
        compoundName: '梧桐里小区',
        reads: readers.map((by) => ({
          by,
          deviceId: 'a'.repeat(32),
          deviceName: '北门一号',
          at: NOW,
        })),
      },
      { id: 'g2', name: '南门', compoundName: '梧桐里小区', reads: [] },
    ];
    const phone = { deviceId: 'b'.repeat(32), name: '南门一号', lastSeenAt: null };
    return answered({ notice, gates, unreadPhones: [phone] });
  },
  changeNotice: (change) => {
    changes.push(change);
    if (isAway) return Promise.resolve(failed('server-away'));
    notices =
      change.kind === 'withdraw'
        ? notices.map((one) => (one.id === change.id ? { ...one, withdrawnAt: NOW } : one))
        : [{ ...masks, ...change, kind: 'words', gatesRead: 0 }, ...notices];
    return answered({ notices });
  },
});

const show = (more: Partial<SectionProps> = {}): void =>
  render(h(NoticesScreen, { ...sectionProps(client), ...more }), root);
const button = (name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' });
const press = (name: string | RegExp) => userEvent.click(button(name));
const words = () => root.textContent ?? '';

beforeEach(async () => {
  await page.viewport(1280, 800);
  await loadWords('zh-CN', 'phone');
  await loadWords('zh-CN', 'desk');
  document.documentElement.lang = 'zh-CN';
  root?.remove();
  root = document.createElement('div');
  document.body.append(root);
  notices = [rules, masks, over];
  changes = [];
  readers = ['王秀英'];
  isAway = false;
});

test('the list says at how many gates somebody has read it, and leaves out what is over until asked', async () => {
  show();
  await vi.waitFor(() => expect(words()).toContain('规则变了，一户一人'));
  expect(root.querySelectorAll('tbody tr')).toHaveLength(2);
  expect(words()).toContain('1 / 2');
  await userEvent.click(page.getByRole('checkbox', { name: say('notices.all') }));
  expect(root.querySelectorAll('tbody tr')).toHaveLength(3);
});

test('a notice is sent to all gates of a chosen place, until the end of a day', async () => {
  show();
  await press(say('notices.new'));
  await press(say('notices.send'));
  await vi.waitFor(() => expect(words()).toContain(say('notices.title-missing')));
  await userEvent.click(page.getByRole('radio', { name: /锦绣苑/ }).first());
  await userEvent.fill(page.getByRole('textbox', { name: '标题' }), ' 送菜车六点到 ');
  await userEvent.fill(page.getByRole('textbox', { name: '内容' }), '从东门进。');
  await userEvent.fill(page.getByLabelText(say('notices.last-day')), '2022-03-29');
  await press(say('notices.send'));
  await vi.waitFor(() => expect(words()).toContain(say('notices.is-sent')));
  expect(changes).toMatchObject([
    {
      kind: 'make',
      placeId: 'm2',
      title: '送菜车六点到',
      text: '从东门进。',
      expiresAt: Date.parse('2022-03-30T00:00:00+08:00'),
    },
  ]);
  expect(words()).toContain('送菜车六点到');
});

test('what the server did not take stays typed and goes again as the same notice', async () => {
  isAway = true;
  show();
  await press(say('notices.new'));
  await userEvent.fill(page.getByRole('textbox', { name: '标题' }), '送菜车');
  await press(say('notices.send'));
  await vi.waitFor(() => expect(words()).toContain('服务器没有答复'));
  isAway = false;
  await press(say('notices.send'));
  await vi.waitFor(() => expect(changes).toHaveLength(2));
  expect(changes[0]?.id).toBe(changes[1]?.id);
});

test('gate by gate one sees who has read it and who has not, and more as the logs arrive', async () => {
  show();
  await press('明天起戴双层口罩');
  const unread = page.getByRole('region', { name: say('notices.not-read') });
  await expect.element(unread).toHaveTextContent('梧桐里小区 南门');
  const phones = page.getByRole('region', { name: say('notices.phones-not-read') });
  await expect.element(phones).toHaveTextContent('南门一号');
  const read = page.getByRole('region', { name: say('notices.read'), exact: true });
  await expect.element(read).toHaveTextContent(/王秀英.*北门一号/);
  readers = ['王秀英', '李建国'];
  show({ live: { ...LIVE, changes: 1 } });
  await expect.element(read).toHaveTextContent('李建国');
});

test('a notice is withdrawn only when asked; a change of the rules is not', async () => {
  show();
  await press(/规则变了/);
  await expect.element(page.getByRole('region', { name: say('notices.read') })).toBeVisible();
  expect(button(say('notices.withdraw')).elements()).toEqual([]);
  await press('明天起戴双层口罩');
  await press(say('notices.withdraw'));
  await press(say('notices.withdraw-yes'));
  await vi.waitFor(() => expect(words()).toContain(say('notices.is-withdrawn')));
  expect(changes).toEqual([{ kind: 'withdraw', id: masks.id }]);
});

test('an inspector reads and sends nothing', async () => {
  const { identity } = sectionProps(client);
  show({ identity: { ...identity, role: 'inspector' } });
  await press('明天起戴双层口罩');
  await expect.element(page.getByText('物资站早上七点发。')).toBeVisible();
  expect(button(say('notices.withdraw')).elements()).toEqual([]);
  expect(button(say('notices.new')).elements()).toEqual([]);
});

test.each<[Locale, number, number]>([
  ['zh-CN', 1280, 800],
  ['zh-TW', 360, 740],
  ['en', 360, 740],
])('nothing on the notices hinders anybody in %s at %i × %i', async (locale, width, height) => {
  await page.viewport(width, height);
  await loadWords(locale, 'phone');
  await loadWords(locale, 'desk');
  document.documentElement.lang = locale;
  show();
  const look = () => hindersNobody(root);
  await expect.element(button('明天起戴双层口罩')).toBeVisible();
  await look();
  await press('明天起戴双层口罩');
  await press(say('notices.withdraw'));
  await look();
  await press(say('household.close'));
  await press(say('notices.new'));
  await look();
});
