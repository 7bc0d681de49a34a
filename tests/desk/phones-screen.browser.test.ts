import axe from 'axe-core';
import { h, render } from 'preact';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { DeskClient } from '../../src/desk-client/desk-client.ts';
import type { DeviceChange, ListedDevice } from '../../src/protocol/devices.ts';
import {
  type InvitationMade,
  type InvitationRequest,
  PUBLIC_URL_REFUSALS,
} from '../../src/protocol/invitations.ts';
import { PhonesScreen } from '../../src/screens/desk/phones/phones-screen.tsx';
import { loadWords } from '../../src/words/i18n.ts';
import { hindersNobody } from '../ui/hinders-nobody.ts';
import '../../src/ui/base.css';
import { answered, LIVE, OWN_ID, PLACES, scriptedDesk, sectionProps } from './scripted-desk.ts';

const NOW = Date.parse('2022-03-30T14:00:00+08:00');
const LINK = `https://street.example/#join=ask.${'aB'.repeat(11)}.${'cD'.repeat(21)}e`;

const phone = (digit: string, more: Partial<ListedDevice> = {}): ListedDevice => ({
  deviceId: digit.repeat(32),
  name: `手机${digit}`,
  role: 'gate',
  placeId: 'g1',
  placeName: '北门',
  enrolledAt: NOW - 3_600_000,
  lastSeenAt: NOW - 120_000,
  lastSyncAt: null,
  clockSkewMs: 2000,
  appVersion: '0.1.0',
  revokedAt: null,
  checkCode: null,
  ...more,
});

/** What the server would say, to be changed under way. */
const server = {
  devices: [] as ListedDevice[],
  open: [] as InvitationMade[],
  refusal: null as string | null,
  invited: [] as InvitationRequest[],
  changed: [] as DeviceChange[],
  ended: [] as string[],
};

const client: DeskClient = scriptedDesk({
  now: () => NOW,
  readDevices: () => answered({ devices: [...server.devices] }),
  readInvitations: () => answered({ invitations: [...server.open] }),
  invite(request) {
    server.invited.push(request);
    if (server.refusal !== null) {
      return Promise.resolve({ kind: 'failed', why: 'refused', detail: server.refusal });
    }
    const made: InvitationMade = {
      invitationId: 'a'.repeat(16),
      kind: request.kind,
      role: request.role,
      placeId: request.placeId,
      placeName: '北门',
      usesLeft: request.kind === 'shift' ? request.phones : 1,
      expiresAt: request.kind === 'shift' ? request.until : NOW + 600_000,
      link: LINK,
    };
    server.open = [made];
    return answered(made);
  },
  changeDevice(change) {
    server.changed.push(change);
    return answered({ deviceId: change.deviceId });
  },
  endInvitation(invitationId) {
    server.ended.push(invitationId);
    server.open = [];
    return answered({ invitations: [] });
  },
});

const root = document.createElement('div');
document.body.append(root);
const show = (changes = 0, more: Partial<Parameters<typeof PhonesScreen>[0]> = {}): void =>
  render(h(PhonesScreen, { ...sectionProps(client, { ...LIVE, changes }), ...more }), root);
const button = (words: string): HTMLElement => {
  const found = [...root.querySelectorAll('button')].find((one) =>
    one.textContent?.startsWith(words),
  );
  if (!found) throw new Error(`no button ${words}`);
  return found;
};
const says = (words: string) => vi.waitFor(() => expect(root.textContent).toContain(words));
/** What was pressed has been drawn. */
const drawn = () => new Promise((done) => setTimeout(done));
const choosePlace = (name: string) => {
  const labels = [...root.querySelectorAll('label')];
  labels.find((one) => one.textContent?.includes(name))?.click();
  return drawn();
};

beforeAll(async () => {
  await page.viewport(1280, 800);
  document.documentElement.lang = 'zh-CN';
  await loadWords('zh-CN', 'phone');
  await loadWords('zh-CN', 'desk');
});

beforeEach(() => {
  render(null, root);
  Object.assign(server, {
    devices: [],
    open: [],
    refusal: null,
    invited: [],
    changed: [],
    ended: [],
  });
});

test('whoever waits comes first with four digits, and is let in by one tap', async () => {
  const asks = phone('2', { checkCode: '4071', name: '王阿姨的手机' });
  server.devices = [phone('1', { name: '北门老机' }), asks];
  show();
  await says('4071');
  const text = root.textContent ?? '';
  expect(text.indexOf('4071')).toBeLessThan(text.indexOf('北门老机'));
  button('同意').click();
  await vi.waitFor(() =>
    expect(server.changed).toEqual([{ kind: 'approve', deviceId: '2'.repeat(32) }]),
  );
});

test('a phone that scans while an invitation is open appears by itself', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    server.open = [
      {
        invitationId: 'b'.repeat(16),
        kind: 'shift',
        role: 'gate',
        placeId: 'g1',
      } as InvitationMade,
    ];
    show();
    // Each try lets the page's own timers go on; how long the machine takes for the rest does not matter.
    await vi.waitFor(() => expect(root.textContent).toContain('导出'));
    await vi.waitFor(() => expect(root.textContent).not.toContain('正在加载'));
    expect(root.textContent).not.toContain('0093');
    server.devices = [phone('3', { checkCode: '0093' })];
    await vi.waitFor(() => {
      vi.advanceTimersByTime(1_000);
      expect(root.textContent).toContain('0093');
    });
  } finally {
    vi.useRealTimers();
  }
});

test('a shift is invited for a place, a number of phones and until an hour, and its code can be ended', async () => {
  show();
  button('邀请手机').click();
  await says('一班人');
  button('生成邀请码').click();
  await says('先选在哪里');
  await choosePlace('北门');
  button('生成邀请码').click();
  await says('浏览器打开');
  expect(server.invited).toEqual([
    { kind: 'shift', role: 'gate', placeId: 'g1', phones: 4, until: NOW + 8 * 3_600_000 },
  ]);
  await vi.waitFor(() => expect(root.querySelector('[role=img] path')).not.toBeNull());
  expect(root.textContent).toContain('主屏幕');
  expect(root.innerHTML).not.toContain(LINK);
  button('结束邀请').click();
  await says('用完、到时或者结束了');
  expect(server.ended).toEqual(['a'.repeat(16)]);
});

test('a desk invites nobody but gates, and an invitation for one device counts its ten minutes down', async () => {
  show();
  button('邀请手机').click();
  await says('一台手机或电脑');
  button('一台手机或电脑').click();
  await vi.waitFor(() =>
    expect([...root.querySelectorAll('option')].map((one) => one.value)).toEqual(['gate']),
  );
  await choosePlace('梧桐里小区');
  button('生成邀请码').click();
  await says('10:00');
  expect(server.invited).toEqual([{ kind: 'single', role: 'gate', placeId: 'm1' }]);
});

test.each(PUBLIC_URL_REFUSALS)(
  'an address that phones cannot use is refused with what to do: %s',
  async (refusal) => {
    server.refusal = refusal;
    show(0, { places: PLACES.slice(0, 4) });
    button('邀请手机').click();
    await says('一班人');
    await choosePlace('北门');
    button('生成邀请码').click();
    await vi.waitFor(() =>
      expect(root.querySelector('[role=alert]')?.textContent).toContain('docs/deployment.md'),
    );
  },
);

test('a clock is a matter of note from a minute on', async () => {
  server.devices = [
    phone('1', { clockSkewMs: 59_000 }),
    phone('2', { clockSkewMs: -180_000 }),
    phone('3', { clockSkewMs: null }),
  ];
  show();
  await says('慢 3 分钟');
  const clocks = [...root.querySelectorAll('tbody tr')].map((row) => row.children[5]);
  expect(clocks.map((cell) => cell?.textContent)).toEqual(['准', '慢 3 分钟', '']);
  expect(clocks.map((cell) => cell?.className !== '')).toEqual([false, true, false]);
});

test('shutting a phone out takes two taps, and the first one says what follows', async () => {
  server.devices = [phone('1'), phone(OWN_ID[0] as string, { role: 'desk', name: '这台' })];
  show();
  await says('手机1');
  expect(root.querySelectorAll('tbody tr')).toHaveLength(2);
  button('停用').click();
  await says('另放一处待核');
  expect(server.changed).toEqual([]);
  root.querySelector<HTMLElement>('form button')?.click();
  await vi.waitFor(() =>
    expect(server.changed).toEqual([{ kind: 'revoke', deviceId: '1'.repeat(32) }]),
  );
});

test('a phone is renamed, and devices above this one are left alone', async () => {
  server.devices = [phone('1'), phone('2', { role: 'administrator', name: '街道电脑' })];
  show();
  await says('街道电脑');
  expect(
    [...root.querySelectorAll('button')].filter((one) => one.textContent?.startsWith('改名')),
  ).toHaveLength(1);
  button('改名').click();
  await vi.waitFor(() => expect(root.querySelector('form input')).not.toBeNull());
  const input = root.querySelector('form input') as HTMLInputElement;
  await vi.waitFor(() => expect(document.activeElement).toBe(input));
  input.value = ' 北门 2 号机 ';
  input.dispatchEvent(new Event('input', { bubbles: true }));
  await drawn();
  button('改好了').click();
  await vi.waitFor(() =>
    expect(server.changed).toEqual([
      { kind: 'rename', deviceId: '1'.repeat(32), name: '北门 2 号机' },
    ]),
  );
});

test.each([
  [1280, 800],
  [360, 740],
])(
  'nothing about phones hinders anybody, by day and by night, at %i × %i',
  async (width, height) => {
    await page.viewport(width, height);
    server.devices = [
      phone('1', { clockSkewMs: 240_000 }),
      phone('2', { checkCode: '4071' }),
      phone('3', { revokedAt: NOW - 1000 }),
    ];
    show();
    await says('4071');
    button('邀请手机').click();
    await says('一班人');
    await choosePlace('北门');
    button('生成邀请码').click();
    await says('浏览器打开');
    button('停用').click();
    await says('另放一处待核');
    await hindersNobody(root);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  },
);

test('a phone whose records want a look says so in one line, and what to do behind it', async () => {
  const startedAt = NOW - 3_600_000;
  const troubles: ListedDevice['troubles'] = [
    { kind: 'lost', gateName: '北门', startedAt, records: 12 },
    { kind: 'shared', gateName: '北门', startedAt, records: 3 },
  ];
  server.devices = [phone('1'), phone('2', { troubles })];
  show();
  await says('记录要查：少 12 条，手机数据回退过，或者手机被复制');
  root.querySelector('summary')?.click();
  await says('北门，3月30日 13:00 起');
  await says('照纸质登记补录');
  const { violations } = await axe.run(root);
  expect(violations.map(({ id }) => id)).toEqual([]);
});
