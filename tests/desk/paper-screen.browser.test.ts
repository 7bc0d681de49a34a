import axe from 'axe-core';
import { h, render } from 'preact';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { type Answer, type DeskFailure, failed } from '../../src/desk-client/answer.ts';
import type { DeskClient } from '../../src/desk-client/desk-client.ts';
import type { Place } from '../../src/domain/place.ts';
import type { PaperRow, PaperSheetSave } from '../../src/protocol/paper-sheets.ts';
import { PaperScreen } from '../../src/screens/desk/paper/paper-screen.tsx';
import type { Live } from '../../src/screens/desk/parts/use-live.ts';
import type { DeviceIdentity } from '../../src/storage/device-identity.ts';
import { loadWords } from '../../src/words/i18n.ts';
import '../../src/ui/base.css';

/** 14:00 in the street. */
const NOW = Date.UTC(2022, 2, 30, 6, 0, 0);
const answered = <T>(value: T): Promise<Answer<T>> => Promise.resolve({ kind: 'answer', value });
const place = (id: string, kind: Place['kind'], name: string, path: string): Place => ({
  id,
  parentId: path.split('/').at(-3) ?? null,
  kind,
  name,
  path,
  closedAt: null,
  mergedInto: null,
});
const places = [
  place('s', 'street', '青石街道', 's/'),
  place('m1', 'compound', '梧桐里', 's/m1/'),
  place('g1', 'gate', '北门', 's/m1/g1/'),
  place('g2', 'gate', '南门', 's/m1/g2/'),
];
const live: Live = { phase: 'live', heardAt: NOW, changes: 0 };
const PEOPLE = [
  { rosterNumber: 11, householdId: 1, name: '周敬明', room: '3-1-502' },
  { rosterNumber: 12, householdId: 1, name: '单静', room: '3-1-502' },
].map((one) => ({ ...one, maskedName: '▇', compoundId: 'm1', compoundName: '梧桐里' }));

let saves: PaperSheetSave[];
let undone: number[];
let failure: DeskFailure | null;
let root: HTMLElement;

function open(): void {
  const rows = new Set<number>();
  const client = {
    now: () => NOW,
    findResidents: ({ text }: { text: string }) =>
      answered({ residents: PEOPLE.filter(({ room, name }) => `${room}${name}`.includes(text)) }),
    savePaperSheet: (sheet: PaperSheetSave) => {
      if (failure) return Promise.resolve(failed(failure));
      saves.push(sheet);
      for (const { number } of sheet.rows) rows.add(number);
      return answered({ saved: [...rows] });
    },
    undoPaperRow: ({ number }: { number: number }) => {
      undone.push(number);
      return answered({ saved: [...rows] });
    },
  } as unknown as DeskClient;
  const identity = { place: { id: 's' } } as unknown as DeviceIdentity;
  const nothing = () => undefined;
  const street = { places, onPlacesChanged: nothing, zone: 'Asia/Shanghai' };
  const rest = { opening: null, onOpen: nothing };
  render(h(PaperScreen, { client, live, identity, ...street, ...rest }), root);
}

beforeAll(async () => {
  await loadWords('zh-CN', 'phone');
  await loadWords('zh-CN', 'desk');
});
beforeEach(async () => {
  await page.viewport(1280, 800);
  [saves, undone, failure] = [[], [], null];
  root = document.createElement('div');
  document.body.append(root);
  open();
  await page.getByLabelText('卡点').selectOptions('g1');
  await page.getByLabelText('纸上的登记人').fill('王桂兰');
});
afterEach(() => {
  render(null, root);
  root.remove();
  document.documentElement.removeAttribute('data-theme');
});

const rowsSaved = (): PaperRow[] => saves.flatMap(({ rows }) => rows);
const shown = (text: string) => vi.waitFor(() => expect(root.textContent).toContain(text));
const keys = (text: string) => userEvent.keyboard(text);
const firstField = () => page.getByLabelText('时间').element() as HTMLInputElement;
/** Waits for the list, as a person who looks at it does. */
async function find(text: string, choice: string, more = ''): Promise<void> {
  await keys(text);
  await vi.waitFor(() =>
    expect(root.querySelector('[role=listbox]')?.textContent).toContain(choice),
  );
  await keys(`${more}{Enter}`);
}

test('a Tab after a whole time stays on the direction, which had the focus already', async () => {
  firstField().focus();
  await keys('0905{Tab}');
  const direction = page.getByRole('radio', { name: '出' }).element();
  await vi.waitFor(() => expect(document.activeElement).toBe(direction));
  await keys('{Tab}');
  expect(document.activeElement).not.toBe(direction);
});

test('row after row is typed without the hands leaving the keys', async () => {
  firstField().focus();
  await keys('09051');
  await find('502', '单静', '{ArrowDown}');
  await vi.waitFor(() =>
    expect(document.activeElement?.getAttribute('placeholder')).toBe('如 366'),
  );
  await keys('366{Enter}');
  await vi.waitFor(() => expect(rowsSaved()).toHaveLength(1));
  expect(saves[0]).toMatchObject({ gateId: 'g1', writer: '王桂兰' });
  expect(rowsSaved()[0]).toEqual({
    number: 1,
    at: Date.UTC(2022, 2, 30, 1, 5),
    direction: 'out',
    subject: { kind: 'resident', rosterNumber: 12 },
    reading: { temperatureTenths: 366, site: 'forehead' },
    mask: true,
    outcome: 'passed',
  });
  await vi.waitFor(() => expect(document.activeElement).toBe(firstField()));
  expect(firstField().value).toBe('0905');
  await keys('{Enter}2');
  await find('周', '周敬明');
  await vi.waitFor(() =>
    expect(document.activeElement?.getAttribute('placeholder')).toBe('如 366'),
  );
  await keys('374{Tab}2{Tab}3{Enter}');
  await vi.waitFor(() => expect(rowsSaved()).toHaveLength(2));
  expect(rowsSaved()[1]).toMatchObject({
    number: 2,
    direction: 'in',
    subject: { rosterNumber: 11 },
    reading: { temperatureTenths: 374 },
    mask: false,
    outcome: 'turned-back',
  });
  expect(new Set(saves.map(({ sheetId }) => sheetId)).size).toBe(1);
  await shown('已补 2 条');
});

test('Enter before anybody is found waits for who is meant by all that was typed', async () => {
  firstField().focus();
  await keys('09051周{Enter}');
  await vi.waitFor(() =>
    expect(document.activeElement?.getAttribute('placeholder')).toBe('如 366'),
  );
  await keys('366{Enter}');
  await vi.waitFor(() => expect(rowsSaved()).toHaveLength(1));
  expect(rowsSaved()[0]?.subject).toEqual({ kind: 'resident', rosterNumber: 11 });
});

test('a visitor is whoever is typed and not found, with the register’s columns to tab through', async () => {
  firstField().focus();
  await keys('13002');
  await find('李建国', '访客“李建国”');
  await vi.waitFor(() => expect(root.querySelector('fieldset legend')).toBeTruthy());
  await vi.waitFor(() => expect(document.activeElement?.closest('fieldset')).toBeTruthy());
  await keys('13800001111{Tab}送菜{Tab}3-1-502{Enter}365{Enter}');
  await vi.waitFor(() => expect(rowsSaved()).toHaveLength(1));
  expect(rowsSaved()[0]?.subject).toMatchObject({
    kind: 'visitor',
    visitor: { name: '李建国', phone: '13800001111', purpose: '送菜', householdVisited: '3-1-502' },
  });
});

test('what cannot be is said beside its field at once, and nothing is saved', async () => {
  firstField().focus();
  await keys('2561');
  await shown('不是钟点');
  expect(document.activeElement).toBe(firstField());
  await userEvent.fill(firstField(), '');
  await keys('1530');
  await shown('还没到这时候');
  await page.getByLabelText('体温').fill('512');
  await shown('体温不会这样');
  await keys('{Enter}');
  await shown('选一个人，或按访客登记');
  expect(saves).toEqual([]);
});

test('nothing is lost while the server is away, and leaving warns until it has everything', async () => {
  failure = 'server-away';
  firstField().focus();
  await keys('09051');
  await find('周', '周敬明');
  await vi.waitFor(() =>
    expect(document.activeElement?.getAttribute('placeholder')).toBe('如 366'),
  );
  await keys('366{Enter}');
  await shown('待存 1');
  const leaving = () => !dispatchEvent(new Event('beforeunload', { cancelable: true }));
  expect(leaving()).toBe(true);
  failure = null;
  await page.getByRole('button', { name: '现在再存' }).click();
  await shown('已存');
  expect(rowsSaved().map(({ number }) => number)).toEqual([1]);
  expect(leaving()).toBe(false);
});

test('a saved row is undone, and a refused one says why', async () => {
  firstField().focus();
  await keys('09051');
  await find('周', '周敬明');
  await vi.waitFor(() =>
    expect(document.activeElement?.getAttribute('placeholder')).toBe('如 366'),
  );
  await keys('366{Enter}');
  await shown('已存');
  await page.getByRole('button', { name: '撤销' }).click();
  await shown('已撤销');
  expect(undone).toEqual([1]);
  failure = 'not-found';
  firstField().focus();
  await keys('09062');
  await find('单', '单静');
  await vi.waitFor(() =>
    expect(document.activeElement?.getAttribute('placeholder')).toBe('如 366'),
  );
  await keys('366{Enter}');
  await shown('没收：这人或这卡点不在本处');
});

test.each([
  ['light', 1280, 800],
  ['dark', 360, 740],
] as const)(
  'in the %s theme at %i × %i it fits and axe finds nothing',
  async (theme, width, height) => {
    await page.viewport(width, height);
    document.documentElement.dataset.theme = theme;
    firstField().focus();
    await keys('13002');
    await find('李建国', '访客“李建国”');
    await keys('138');
    await page.getByLabelText('体温').fill('512');
    await shown('体温不会这样');
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    const { violations } = await axe.run(root, { rules: { region: { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  },
);
