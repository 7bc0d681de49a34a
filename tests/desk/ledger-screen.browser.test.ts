import { h, render } from 'preact';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { type Answer, failed } from '../../src/desk-client/answer.ts';
import type { Role } from '../../src/domain/role.ts';
import type { EntryPage, EntryRow } from '../../src/protocol/entries.ts';
import type { ExportRequest } from '../../src/protocol/exports.ts';
import { LedgerScreen } from '../../src/screens/desk/ledger/ledger-screen.tsx';
import type { Opening } from '../../src/screens/desk/parts/opening.ts';
import type { Live } from '../../src/screens/desk/parts/use-live.ts';
import { loadWords } from '../../src/words/i18n.ts';
import { hindersNobody } from '../ui/hinders-nobody.ts';
import '../../src/ui/base.css';
import { rowAt } from './any-row.ts';
import { scriptedDesk, sectionProps } from './scripted-desk.ts';

const NOW = Date.UTC(2022, 2, 30, 6);

/** What the server would say, to be changed under way. */
const server = {
  rows: [] as EntryRow[],
  isAway: false,
  hasMore: false,
  exported: [] as ExportRequest[],
};

const answered = <T>(value: T): Promise<Answer<T>> =>
  Promise.resolve(server.isAway ? failed('server-away') : { kind: 'answer', value });

const client = scriptedDesk({
  searchEntries: ({ verdict, limit }) => {
    const found = server.rows.filter((row) => verdict === undefined || row.verdict === verdict);
    const answer: EntryPage = {
      rows: found.slice(0, limit),
      next: null,
      total: found.length,
      late: 0,
    };
    return answered(answer);
  },
  readHistory: () =>
    answered({
      household: { id: 1, room: '3-1-502', compoundName: '梧桐里', colour: 'green', size: 1 },
      people: [{ rosterNumber: 11, name: '周敬明', maskedName: '周▇明', relation: '户主' }],
      rows: server.rows,
      more: server.hasMore,
    }),
  exportLedger: (request) => {
    server.exported.push(request);
    return answered(new Blob(['x']));
  },
  now: () => NOW,
});

const LIVE: Live = { phase: 'live', heardAt: NOW, changes: 0 };
const root = document.createElement('div');
document.body.append(root);

const show = (live = LIVE, role: Role = 'desk'): void => {
  const props = sectionProps(client, live);
  render(h(LedgerScreen, { ...props, identity: { ...props.identity, role } }), root);
};

const rowButtons = (): HTMLElement[] => [...root.querySelectorAll<HTMLElement>('[data-row]')];
const buttonNamed = (name: string): HTMLElement => {
  const found = [...root.querySelectorAll('button')].find((one) => one.textContent?.includes(name));
  if (!found) throw new Error(`no button ${name}`);
  return found;
};
const waitForRows = (count: number) => vi.waitFor(() => expect(rowButtons()).toHaveLength(count));

beforeAll(async () => {
  await page.viewport(1280, 800);
  document.documentElement.lang = 'zh-CN';
  await loadWords('zh-CN', 'phone');
  await loadWords('zh-CN', 'desk');
});

beforeEach(() => {
  render(null, root);
  server.isAway = false;
  server.hasMore = false;
  server.rows = [
    rowAt(3, NOW - 1000),
    rowAt(2, NOW - 2000, {
      verdict: 'check',
      reasons: ['fever-first'],
      outcome: 'parked',
      temperatureTenths: 376,
    }),
    rowAt(1, NOW - 3000, {
      state: 'corrected',
      original: { isSameSubject: true, direction: 'in', temperatureTenths: 365, mask: true },
    }),
  ];
});

test('rows say in words why, what was done and what was corrected', async () => {
  show();
  await waitForRows(3);
  expect(root.textContent).toContain('达到发热线，复测，候测');
  expect(root.textContent).toContain('更正：原记 入');
});

test('a full name stands nowhere until it is asked for, and not for who may not read it', async () => {
  show();
  await waitForRows(3);
  rowButtons()[0]?.click();
  await vi.waitFor(() => expect(root.textContent).toContain('户主'));
  expect(root.innerHTML).not.toContain('周敬明');
  buttonNamed('看全名').click();
  await vi.waitFor(() => expect(root.textContent).toContain('周敬明'));
  show(LIVE, 'inspector');
  await vi.waitFor(() => expect(() => buttonNamed('看全名')).toThrow());
});

test('a full name that was asked for does not carry over to the next row', async () => {
  show();
  await waitForRows(3);
  rowButtons()[0]?.click();
  await vi.waitFor(() => buttonNamed('看全名').click());
  await vi.waitFor(() => expect(root.innerHTML).toContain('周敬明'));
  rowButtons()[1]?.click();
  await vi.waitFor(() => expect(root.innerHTML).not.toContain('周敬明'));
});

test('a history that is longer than its panel says so', async () => {
  show();
  await waitForRows(3);
  rowButtons()[0]?.click();
  await vi.waitFor(() => expect(root.textContent).toContain('户主'));
  expect(root.textContent).not.toContain('只列最近');
  server.hasMore = true;
  show({ ...LIVE, changes: 1 });
  await vi.waitFor(() => expect(root.textContent).toContain('只列最近 3 条'));
});

test('what arrives while the desk looks on is shown; when the server goes away the rows stay', async () => {
  show();
  await waitForRows(3);
  server.rows = [rowAt(4, NOW), ...server.rows];
  show({ ...LIVE, changes: 1 });
  await waitForRows(4);
  server.isAway = true;
  show({ phase: 'away', heardAt: Date.now() - 180_000, changes: 2 });
  await vi.waitFor(() => expect(root.textContent).toContain('内容是3 分钟前的'));
  expect(rowButtons()).toHaveLength(4);
});

test('a filter that the server cannot answer says so, and goes on by itself', async () => {
  show();
  await waitForRows(3);
  server.isAway = true;
  const verdicts = [...root.querySelectorAll('fieldset')][0];
  [...(verdicts?.querySelectorAll('button') ?? [])][2]?.click();
  await vi.waitFor(() => expect(root.querySelector('[role=alert]')).not.toBeNull());
  expect(rowButtons()).toHaveLength(0);
  server.isAway = false;
  show({ ...LIVE, changes: 3 });
  await waitForRows(1);
  expect(root.querySelector('[role=alert]')).toBeNull();
});

test('what the filter finds is exported as CSV or for Excel; a server that is away is asked again for the same', async () => {
  show();
  await waitForRows(3);
  const names: string[] = [];
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    names.push(this.download);
  });
  buttonNamed('导出 CSV').click();
  await vi.waitFor(() => expect(names).toHaveLength(1));
  server.isAway = true;
  buttonNamed('导出 Excel').click();
  await vi.waitFor(() => expect(root.querySelector('[role=alert]')).not.toBeNull());
  server.isAway = false;
  root.querySelector<HTMLElement>('[role=alert] button')?.click();
  await vi.waitFor(() => expect(names).toHaveLength(2));
  expect(names).toEqual(['出入台账 2022-03-30.csv', '出入台账 2022-03-30.xlsx']);
  expect(server.exported.map(({ ledger, format }) => `${ledger} ${format}`)).toEqual([
    'entries csv',
    'entries xlsx',
    'entries xlsx',
  ]);
  click.mockRestore();
});

test('the keyboard goes from row to row, opens one, and comes back to it', async () => {
  show();
  await waitForRows(3);
  const [first, second] = rowButtons();
  first?.focus();
  first?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
  expect(document.activeElement).toBe(second);
  second?.click();
  await vi.waitFor(() => expect(document.activeElement?.tagName).toBe('H2'));
  root.querySelector<HTMLElement>('[aria-label="关上"]')?.click();
  await vi.waitFor(() =>
    expect(document.activeElement?.getAttribute('data-row')).toBe(server.rows[1]?.id),
  );
});

test('nothing on the ledger hinders anybody, by day and by night', async () => {
  show();
  await waitForRows(3);
  rowButtons()[1]?.click();
  await vi.waitFor(() => expect(root.textContent).toContain('户主'));
  await hindersNobody(root);
});

test('a row is marked from here, and the ledger opens with what another section asks of it', async () => {
  const opened: Opening[] = [];
  const filter = { time: 'week', text: '3-1-502' } as const;
  render(
    h(LedgerScreen, {
      ...sectionProps(client),
      opening: { section: 'ledger', filter },
      onOpen: (next) => opened.push(next),
    }),
    root,
  );
  await waitForRows(3);
  expect(root.querySelector<HTMLInputElement>('input[type=search]')?.value).toBe('3-1-502');
  rowButtons()[0]?.click();
  await vi.waitFor(() => buttonNamed('标记').click());
  const subject = { kind: 'resident', rosterNumber: 11 };
  expect(opened).toEqual([{ section: 'people', subject, who: '3-1-502 周▇明' }]);
});
