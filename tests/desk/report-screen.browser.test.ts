import { h, render } from 'preact';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { failed } from '../../src/desk-client/answer.ts';
import { reportState } from '../../src/domain/daily-report.ts';
import { NO_FIGURES, type ReportFigures, USUAL_FIGURES } from '../../src/domain/report-figures.ts';
import type { Role } from '../../src/domain/role.ts';
import type { ExportRequest } from '../../src/protocol/exports.ts';
import type { NoticeChange } from '../../src/protocol/notices.ts';
import type {
  GateReport,
  ReportForm,
  ReportRowsAsked,
  ReportSign,
  ReportsAsked,
  SignedStatement,
} from '../../src/protocol/reports.ts';
import type { Opening } from '../../src/screens/desk/parts/opening.ts';
import { ReportScreen } from '../../src/screens/desk/report/report-screen.tsx';
import { loadWords } from '../../src/words/i18n.ts';
import { hindersNobody } from '../ui/hinders-nobody.ts';
import '../../src/ui/base.css';
import { rowAt } from './any-row.ts';
import { answered, scriptedDesk, sectionProps } from './scripted-desk.ts';

const at = (clock: string): number => Date.parse(`2022-03-28T${clock}:00+08:00`);
const DEADLINE = at('20:00');

let now: number;
let reports: Omit<GateReport, 'state'>[];
let ofPlaces: { placeId: string; statements: SignedStatement[] }[];
let form: ReportForm;
let asked: (ReportsAsked | ReportRowsAsked)[];
let signed: ReportSign[];
let sent: NoticeChange[];
let isAway: boolean;
let exported: ExportRequest[];
let opened: Opening[];
let root: HTMLElement;

const figures = (out: number, more: Partial<ReportFigures> = {}): ReportFigures => ({
  ...NO_FIGURES,
  out,
  ...more,
});

const statement = (by: string, more: Partial<SignedStatement> = {}): SignedStatement => ({
  isZero: false,
  figures: NO_FIGURES,
  by,
  note: '',
  at: at('18:52'),
  receivedAt: at('18:53'),
  isDesk: false,
  rowsSince: 0,
  ...more,
});

const report = (gateId: string, more: Partial<GateReport> = {}): Omit<GateReport, 'state'> => ({
  gateId,
  figures: NO_FIGURES,
  statements: [],
  phonesBehind: 0,
  heardAt: at('19:00'),
  ...more,
});

const client = scriptedDesk({
  now: () => now,
  readReports: (query) => {
    asked.push(query);
    return answered({
      day: query.day,
      form,
      deadlineAt: DEADLINE,
      gates: reports.map((one) => ({ ...one, state: reportState(one) })),
      places: ofPlaces,
    });
  },
  readReportRows: (query) => {
    asked.push(query);
    return answered({
      rows: [rowAt(query.cursor ? 2 : 1, at(query.cursor ? '08:00' : '09:00'))],
      next: query.cursor ? null : 'more',
      total: 2,
      late: 0,
    });
  },
  signReport: (sign) => {
    signed.push(sign);
    if (isAway) return Promise.resolve(failed('server-away'));
    ofPlaces = [{ placeId: sign.placeId, statements: [statement(sign.by, { note: sign.note })] }];
    return answered({});
  },
  changeReportForm: (wanted) => {
    form = wanted;
    return answered(wanted);
  },
  changeNotice: (change) => {
    sent.push(change);
    return isAway ? Promise.resolve(failed('server-away')) : answered({ notices: [] });
  },
  exportLedger: (request) => {
    exported.push(request);
    return Promise.resolve(failed('server-away'));
  },
});

const show = (role: Role = 'street'): void => {
  const props = sectionProps(client);
  const onOpen = (opening: Opening) => opened.push(opening);
  render(h(ReportScreen, { ...props, identity: { ...props.identity, role }, onOpen }), root);
};
const words = () => root.textContent ?? '';
const button = (name: string | RegExp) => page.getByRole('button', { name });
const row = (name: string): string =>
  [...root.querySelectorAll('tr')].find((one) =>
    one.querySelector('th')?.textContent?.includes(name),
  )?.textContent ?? '';

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
  now = at('19:19');
  reports = [
    report('g1', {
      figures: figures(262, { in: 238 }),
      statements: [statement('王桂兰', { rowsSince: 6 })],
    }),
    report('g2', { figures: figures(40), heardAt: at('13:41') }),
    report('g3', { statements: [statement('孙丽', { isZero: true, note: '封院' })] }),
  ];
  ofPlaces = [];
  form = {
    columns: USUAL_FIGURES.map((figure) => ({ figure, title: '' })),
    deadlineMinute: 1200,
    remindMinutes: 60,
  };
  asked = [];
  signed = [];
  sent = [];
  isAway = false;
  exported = [];
  opened = [];
});

test('zero, not reported and not yet synced are three marks, and sums over them are at least', async () => {
  reports[2] = report('g3', {
    figures: figures(12),
    statements: [statement('孙丽')],
    phonesBehind: 1,
  });
  reports[0] = report('g1', { statements: [statement('王桂兰', { isZero: true })] });
  show();
  await vi.waitFor(() =>
    expect(root.querySelector('[role=img]')?.getAttribute('aria-label')).toBe(
      '3 个应报：0 已报，1 零报，1 未报，1 未同步',
    ),
  );
  const marks = [...root.querySelectorAll('[role=img] svg')].map((one) => one.innerHTML);
  expect(new Set(marks).size).toBe(3);
  expect(row('北门')).toContain('零报000');
  expect(row('南门')).toContain('未报—未报');
  expect(row('南门')).toContain('13:41 起无消息');
  expect(row('南门')).not.toContain('40');
  expect(row('东门')).toContain('≥ 12');
  expect(row('东门')).toContain('1 部手机未同步');
  expect(row('梧桐里社区')).toContain('1 / 3≥ 52≥ 0');
  expect(row('合计')).toContain('缺 2 处会写明');
});

test('a report that was signed before the day began counts for nothing, and the gate says so', async () => {
  reports[1] = report('g2', { tooEarly: [statement('孙丽', { isZero: true })] });
  show();
  await vi.waitFor(() => expect(row('南门')).toContain('这一天还没开始就有人签过，不算数'));
  expect(row('南门')).toContain('未报');
  expect(row('北门')).not.toContain('不算数');
});

test('who signed and when stands by the numbers, with what came after and what contradicts it', async () => {
  reports[2] = report('g3', {
    figures: figures(3),
    statements: [statement('孙丽', { isZero: true, isDesk: true })],
  });
  show();
  await vi.waitFor(() => expect(row('北门')).toContain('王桂兰 18:52签后到 6 条，可补签'));
  expect(row('东门')).toContain('报了零，台账有 3 条值班台代签');
  expect(words()).toContain('2 / 3 已报');
  expect(words()).toContain('41 分离 20:00 截止，现在 19:19');
  expect(words()).toContain('快到时间了：还有 1 处没报');
});

test('a number opens exactly the rows behind it, page by page, and a row its ledger', async () => {
  show();
  await userEvent.click(button('北门 出 262'));
  await userEvent.click(button('接着取'));
  await vi.waitFor(() => expect(button('接着取').query()).toBeNull());
  expect(asked.slice(1)).toEqual([
    { day: '2022-03-28', placeId: 'g1', figure: 'out', limit: 100 },
    { day: '2022-03-28', placeId: 'g1', figure: 'out', limit: 100, cursor: 'more' },
  ]);
  expect(words()).toContain('另有 260 人只计了数');
  await userEvent.click(button(/09:00/));
  expect(opened).toMatchObject([{ section: 'ledger', filter: { text: '3-1-502' } }]);
  await userEvent.click(button('关上'));
  await userEvent.click(button(/^梧桐里社区 出/));
  await vi.waitFor(() => expect(asked.at(-1)).toMatchObject({ placeId: 'c', figure: 'out' }));
});

test('the street is signed with its numbers and with who is missing; tried again it is one statement', async () => {
  show();
  await userEvent.click(button('签名上报'));
  await userEvent.click(button('签名上报').last());
  expect(words()).toContain('写上是谁签的');
  await userEvent.fill(page.getByLabelText('签名（姓名）'), '周敏');
  await userEvent.fill(page.getByLabelText('附注'), '雨天');
  isAway = true;
  await userEvent.click(button('签名上报').last());
  await vi.waitFor(() => expect(words()).toContain('可能没办成'));
  isAway = false;
  await userEvent.click(button('签名上报').last());
  await vi.waitFor(() => expect(words()).toContain('签了：青石街道'));
  expect(signed).toHaveLength(2);
  expect(signed[0]?.id).toBe(signed[1]?.id);
  expect(signed[1]).toMatchObject({
    placeId: 's',
    day: '2022-03-28',
    isZero: false,
    by: '周敏',
    note: '雨天，缺 1 处：南门未报',
    figures: { out: 302, in: 238 },
  });
  await vi.waitFor(() => expect(row('合计')).toContain('周敏 18:52'));
});

test('a gate is reported zero from the desk; what the ledger has is said first', async () => {
  show();
  await userEvent.click(button('南门'));
  await userEvent.click(page.getByRole('checkbox', { name: /零报/ }));
  expect(words()).toContain('台账里有 40 条，确定报零吗');
  await userEvent.fill(page.getByLabelText('签名（姓名）'), '周敏');
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() =>
    expect(signed).toMatchObject([{ placeId: 'g2', isZero: true, by: '周敏', note: '' }]),
  );
});

test('gates that have not reported are reminded once each; what did not go out is sent as the same notice', async () => {
  reports[0] = report('g1', { statements: [statement('王桂兰')], phonesBehind: 1 });
  show();
  isAway = true;
  await userEvent.click(button('催报 2 处'));
  await userEvent.click(button('发出去'));
  await vi.waitFor(() => expect(words()).toContain('催了 0 处，2 处没发成'));
  isAway = false;
  await userEvent.click(button('催报 2 处'));
  await userEvent.click(button('发出去'));
  await vi.waitFor(() => expect(words()).toContain('催了 2 处'));
  const made = sent.flatMap((one) => (one.kind === 'make' ? [one] : []));
  expect(made.map(({ placeId }) => placeId)).toEqual(['g1', 'g2', 'g1', 'g2']);
  expect(new Set(made.map(({ id }) => id)).size).toBe(2);
  expect(made[0]?.title).toBe('请联网，送完3月28日 周一的记录');
  expect(made[1]?.text).toContain('20:00 截止');
});

test('the form is the street’s: columns are left out, renamed and moved, the deadline is set', async () => {
  show();
  await userEvent.click(button('表样'));
  await userEvent.click(page.getByRole('checkbox', { name: '访客' }));
  await userEvent.fill(page.getByLabelText('入的列名'), '进');
  await userEvent.click(button('入前移'));
  await userEvent.fill(page.getByLabelText('截止时刻'), '25:00');
  await userEvent.click(button('存下'));
  expect(words()).toContain('截止时刻写成 20:00 这样');
  await userEvent.fill(page.getByLabelText('截止时刻'), '19:30');
  await userEvent.click(button('存下'));
  await vi.waitFor(() => expect(words()).toContain('表样存好了'));
  expect(form.deadlineMinute).toBe(1170);
  expect(form.columns.slice(0, 3)).toEqual([
    { figure: 'in', title: '进' },
    { figure: 'out', title: '' },
    { figure: 'vehicles', title: '' },
  ]);
  await vi.waitFor(() => expect(root.querySelector('thead')?.textContent).toContain('进出车辆'));
});

test('another day is asked for; an inspector takes the file and signs, reminds and sets nothing', async () => {
  show('inspector');
  await userEvent.fill(page.getByLabelText('哪一天'), '2022-03-27');
  await vi.waitFor(() => expect(asked).toContainEqual({ day: '2022-03-27' }));
  await vi.waitFor(() => expect(words()).toContain('20:00 截止'));
  await userEvent.click(button('XLSX'));
  await vi.waitFor(() =>
    expect(exported).toMatchObject([{ ledger: 'daily-report', day: '2022-03-27', placeId: 's' }]),
  );
  for (const name of ['签名上报', /催报/, '表样']) expect(button(name).query()).toBeNull();
  await userEvent.click(button('北门').first());
  await vi.waitFor(() => expect(words()).toContain('签过的'));
  expect(page.getByLabelText('签名（姓名）').query()).toBeNull();
});

test('nothing of the report hinders anybody, by day and by night, and a phone does not scroll sideways', async () => {
  show();
  await userEvent.click(button('签名上报'));
  await hindersNobody(root);
  await page.viewport(360, 740);
  await vi.waitFor(() => expect(document.documentElement.scrollWidth).toBe(360));
  await userEvent.click(button('关上'));
  await vi.waitFor(() => expect(root.querySelector('table')).not.toBeNull());
  expect(document.documentElement.scrollWidth).toBe(360);
});
