import { h, render } from 'preact';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { failed } from '../../src/desk-client/answer.ts';
import { NO_FIGURES } from '../../src/domain/report-figures.ts';
import type { Role } from '../../src/domain/role.ts';
import type { GateToday, MapChange, StreetMap } from '../../src/protocol/today.ts';
import type { Live } from '../../src/screens/desk/parts/use-live.ts';
import { TodayScreen } from '../../src/screens/desk/today/today-screen.tsx';
import { loadWords } from '../../src/words/i18n.ts';
import { hindersNobody } from '../ui/hinders-nobody.ts';
import '../../src/ui/base.css';
import { answered, LIVE, PLACES, scriptedDesk, sectionProps } from './scripted-desk.ts';

const NOON = Date.parse('2022-03-28T12:00:00+08:00');
const MINUTE_MS = 60_000;
const SILENT_AFTER_MS = 15 * MINUTE_MS;
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

let now: number;
let heardAt: number;
let opensAt: number;
let isAway: boolean;
let map: StreetMap;
let changed: MapChange[];
let root: HTMLElement;

const hours = (...counts: readonly [hour: number, people: number][]): number[] =>
  Array.from({ length: 24 }, (_, hour) => counts.find(([one]) => one === hour)?.[1] ?? 0);

const gate = (gateId: string, more: Partial<GateToday> = {}): GateToday => ({
  gateId,
  shifts: [],
  heardAt: null,
  silentSince: null,
  out: hours(),
  in: hours(),
  turnedBack: 0,
  parked: 0,
  cases: [],
  breaches: 0,
  opensAt: null,
  ...more,
});

const onDuty = (name: string, at: number, unsent: number | null) => ({
  deviceId: 'a'.repeat(32),
  deviceName: '手机',
  onDuty: [name],
  startedAt: NOON - 4 * 60 * MINUTE_MS,
  heardAt: at,
  unsent,
});

/** As the server would answer at this moment. */
const gates = (): GateToday[] => [
  gate('g1', {
    shifts: [onDuty('王桂兰', heardAt, 3)],
    heardAt,
    silentSince: now - heardAt > SILENT_AFTER_MS ? heardAt : null,
    out: hours([7, 20], [8, 40]),
    in: hours([11, 30]),
    turnedBack: 2,
    parked: 1,
  }),
  gate('g2', {
    shifts: [onDuty('赵建军', now, 4)],
    heardAt: now,
    out: hours([9, 5]),
    cases: [NOON - 20 * MINUTE_MS],
    breaches: 2,
  }),
  gate('g3', { opensAt }),
];

const client = scriptedDesk({
  now: () => now,
  readToday: () =>
    isAway
      ? Promise.resolve(failed('server-away'))
      : answered({
          at: now,
          day: '2022-03-28',
          silentAfterMs: SILENT_AFTER_MS,
          gates: gates(),
          peopleOut: 186,
          overdue: 7,
        }),
  readReports: ({ day }) =>
    answered({
      day,
      form: { columns: [], deadlineMinute: 1200, remindMinutes: 60 },
      deadlineAt: NOON + 8 * 60 * MINUTE_MS,
      gates: ['g1', 'g2', 'g3'].map((gateId) => ({
        gateId,
        state: 'missing' as const,
        figures: NO_FIGURES,
        statements: [],
        phonesBehind: 0,
        heardAt: null,
      })),
      places: [],
    }),
  readOutside: ({ placeId }) =>
    answered({ households: [], peopleOut: placeId === 'm2' ? 4 : 0, overdue: 1 }),
  readMap: () => answered(map),
  readMapPicture: () =>
    answered(new Blob([Uint8Array.from(atob(PIXEL), (one) => one.charCodeAt(0))])),
  changeMap: (change) => {
    changed.push(change);
    const positions = map.positions.filter(
      (one) => change.kind === 'remove-picture' || one.gateId !== change.gateId,
    );
    if (change.kind === 'place') {
      positions.push({ gateId: change.gateId, x: change.x, y: change.y });
    }
    map = { ...map, positions };
    return answered(map);
  },
});

const show = (live: Live = LIVE, role: Role = 'street'): void => {
  const props = sectionProps(client, live);
  render(h(TodayScreen, { ...props, identity: { ...props.identity, role } }), root);
};
const words = () => root.textContent ?? '';
const button = (name: string | RegExp) => page.getByRole('button', { name });
const figure = (name: string): string =>
  [...root.querySelectorAll('li')].find((one) => one.textContent?.startsWith(name))?.textContent ??
  '';

beforeAll(async () => {
  document.documentElement.lang = 'zh-CN';
  await loadWords('zh-CN', 'phone');
  await loadWords('zh-CN', 'desk');
});

beforeEach(async () => {
  await page.viewport(1280, 800);
  root?.remove();
  root = document.createElement('div');
  document.body.append(root);
  now = NOON;
  heardAt = NOON - 5 * MINUTE_MS;
  opensAt = NOON + 6 * 60 * MINUTE_MS;
  isAway = false;
  map = { picture: null, positions: [] };
  changed = [];
});

afterEach(() => {
  vi.useRealTimers();
});

test('the figures are sums over the gates, and say of how many gates something is not known', async () => {
  heardAt = NOON - 51 * MINUTE_MS;
  show();
  await vi.waitFor(() => expect(figure('在岗卡点')).toContain('1 / 2'));
  expect(figure('出入人次')).toContain('95');
  expect(figure('现在户外')).toContain('186');
  expect(figure('超时未回')).toContain('7');
  expect(figure('劝返')).toContain('2');
  expect(figure('候测')).toContain('1');
  expect(figure('发热未结')).toContain('1');
  expect(figure('待送')).toContain('4 + 1 门未知');
  expect(words()).toContain('18:00 开');
});

test('a gate that falls silent is seen although the server announces nothing; its clock runs on when the server is away', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'], now: NOON });
  show();
  await vi.waitFor(() => expect(figure('在岗卡点')).toContain('2 / 2'));
  expect(words()).not.toContain('没有消息');
  now = heardAt + SILENT_AFTER_MS + 1000;
  vi.advanceTimersByTime(60_000);
  await vi.waitFor(() => expect(words()).toContain('11:55 起没有消息，最后当班 王桂兰15:01'));
  expect(words()).toContain('静默 15 分钟');
  expect(figure('待送')).toContain('1 门未知');
  isAway = true;
  show({ ...LIVE, phase: 'away' });
  now += 3 * MINUTE_MS;
  vi.advanceTimersByTime(60_000);
  await vi.waitFor(() => expect(words()).toContain('最后当班 王桂兰18:01'));
  expect(words()).toContain('服务器不通');
  expect(figure('现在户外')).toContain('186');
});

test('what wants a person stands first and leads to where it is dealt with', async () => {
  heardAt = NOON - 51 * MINUTE_MS;
  show();
  await vi.waitFor(() => expect(root.querySelectorAll('[role=timer]')).toHaveLength(2));
  const wants = root.querySelector('ul[aria-label="要看的事"]');
  expect([...(wants?.querySelectorAll('a') ?? [])].map((one) => one.textContent)).toEqual([
    '北门11:09 起没有消息，最后当班 王桂兰51:00',
    expect.stringContaining('南门发热，还没有结果20:00'),
    expect.stringContaining('南门同步后才看出来的，待复核2 条'),
  ]);
  expect([...(wants?.querySelectorAll('a') ?? [])].map((one) => one.hash)).toEqual([
    '#phones',
    '#watch',
    '#watch',
  ]);
});

test('a gate where nobody came, and reports that are due, want a person too', async () => {
  opensAt = NOON - 20 * MINUTE_MS;
  show();
  await vi.waitFor(() => expect(words()).toContain('该 11:40 上岗，还没有人20:00'));
  expect(figure('在岗卡点')).toContain('2 / 3');
  expect(words()).not.toContain('截止');
  now = NOON + 7 * 60 * MINUTE_MS;
  heardAt = now;
  show({ ...LIVE, changes: 1 });
  await vi.waitFor(() => expect(words()).toContain('3 处还没报今天的日报，20:00 截止'));
});

test('one compound is looked at alone, with the people out who live there', async () => {
  show();
  await vi.waitFor(() => expect(figure('出入人次')).toContain('95'));
  await userEvent.selectOptions(page.getByLabelText('看哪里'), '锦绣苑');
  await vi.waitFor(() => expect(figure('出入人次')).toContain('0'));
  await vi.waitFor(() => expect(figure('现在户外')).toContain('4'));
  expect(root.querySelectorAll('tbody tr')).toHaveLength(1);
});

test('a gate is put on the map and moved by the keys, by 1 % and by 5 %, and taken off', async () => {
  map = { picture: null, positions: [{ gateId: 'g1', x: 300, y: 400 }] };
  show();
  await userEvent.click(button('摆卡点'));
  await userEvent.click(button('把东门放到图上'));
  await vi.waitFor(() => expect(changed.at(-1)).toMatchObject({ kind: 'place', gateId: 'g3' }));
  root.querySelector<HTMLElement>('[data-gate=g1]')?.focus();
  await userEvent.keyboard('{ArrowRight}{ArrowRight}');
  await userEvent.keyboard('{Shift>}{ArrowUp}{/Shift}');
  await vi.waitFor(() =>
    expect(changed.at(-1)).toEqual({ kind: 'place', gateId: 'g1', x: 320, y: 350 }),
  );
  const node = root.querySelector<HTMLElement>('[data-gate=g1]');
  expect(node?.style.left).toContain('32%');
  expect(node?.style.top).toContain('35%');
  await userEvent.click(button('取下东门'));
  await vi.waitFor(() => expect(button('把东门放到图上').query()).not.toBeNull());
  node?.focus();
  await userEvent.keyboard('{Delete}');
  await vi.waitFor(() => expect(button('把北门放到图上').query()).not.toBeNull());
  expect(changed.at(-1)).toEqual({ kind: 'take-off', gateId: 'g1' });
});

test('a gate is dragged over the street’s own picture, where those without a place are named beside it', async () => {
  map = {
    picture: { width: 800, height: 600, changedAt: 1 },
    positions: [{ gateId: 'g1', x: 500, y: 500 }],
  };
  show();
  await vi.waitFor(() => expect(root.querySelector('img')?.src).toMatch(/^blob:/));
  expect(words()).toContain('还没摆上图的：南门，东门');
  await userEvent.click(button('摆卡点'));
  const node = root.querySelector<HTMLElement>('[data-gate=g1]');
  const box = node?.parentElement?.getBoundingClientRect();
  if (!node || !box) throw new Error('no gate on the map');
  node.setPointerCapture = () => undefined;
  const at = { clientX: box.left + box.width / 4, clientY: box.top + box.height / 2 };
  node.dispatchEvent(new PointerEvent('pointerdown', { pointerId: 1, bubbles: true }));
  node.dispatchEvent(new PointerEvent('pointermove', { pointerId: 1, bubbles: true, ...at }));
  node.dispatchEvent(new PointerEvent('pointerup', { pointerId: 1, bubbles: true }));
  node.dispatchEvent(new PointerEvent('pointermove', { pointerId: 1, bubbles: true }));
  await vi.waitFor(() =>
    expect(changed).toEqual([{ kind: 'place', gateId: 'g1', x: 250, y: 500 }]),
  );
});

test('an inspector sees the map and places nothing', async () => {
  show(LIVE, 'inspector');
  await vi.waitFor(() => expect(words()).toContain('在岗'));
  expect(button('摆卡点').query()).toBeNull();
});

test('nothing of today hinders anybody, by day and by night, and a phone does not scroll sideways', async () => {
  heardAt = NOON - 51 * MINUTE_MS;
  show();
  await userEvent.click(button('摆卡点'));
  await hindersNobody(root);
  await page.viewport(360, 740);
  await vi.waitFor(() => expect(document.documentElement.scrollWidth).toBe(360));
  expect(PLACES.every(({ kind, name }) => kind !== 'gate' || words().includes(name))).toBe(true);
});
