import { h, render } from 'preact';
import { beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { type Answer, failed } from '../../src/desk-client/answer.ts';
import type { TurnState } from '../../src/domain/rota.ts';
import type {
  ListedTurn,
  ListedVolunteer,
  RotaAnswer,
  RotaChange,
  RotaChanged,
  RotaImport,
} from '../../src/protocol/rota.ts';
import type { SectionProps } from '../../src/screens/desk/parts/section-props.ts';
import { RotaScreen } from '../../src/screens/desk/rota/rota-screen.tsx';
import { type Locale, loadWords, say } from '../../src/words/i18n.ts';
import '../../src/ui/base.css';
import { hindersNobody } from '../ui/hinders-nobody.ts';
import { answered, scriptedDesk, sectionProps } from './scripted-desk.ts';

const at = (time: string): number => Date.parse(`2022-03-${time}:00+08:00`);
const NOW = at('28T14:32');
const id = (n: number): string => n.toString(16).padStart(32, '0');

const person = (n: number, name: string, phone = '', unit = ''): ListedVolunteer => ({
  id: id(n),
  name,
  phone,
  unit,
  isGone: false,
});
const PEOPLE = [
  person(1, '王桂兰', '138 0013 8000', '青石小学'),
  person(2, '李想', '139-0000-0002'),
  person(3, '赵建军'),
  person(4, '许诺', '137 0000 0004', '铁路新村物业'),
];
const turn = (
  n: number,
  gateId: string,
  who: number,
  from: string,
  to: string,
  state: TurnState,
): ListedTurn => ({
  id: id(100 + n),
  gateId,
  volunteerId: id(who),
  startsAt: at(from),
  endsAt: at(to),
  insteadOf: null,
  state,
  cameAt: state === 'on' || state === 'served' ? at(from) : null,
  servedMinutes: state === 'on' ? 32 : 0,
});

let turns: ListedTurn[];
let volunteers: ListedVolunteer[];
let changes: RotaChange[];
let imported: RotaImport[];
let isAway: boolean;
let root: HTMLElement;

const rota = (): RotaAnswer => ({
  volunteers,
  turns,
  offRota: [{ gateId: 'g2', name: '邓刚', from: at('28T13:05'), until: null }],
  handovers: [
    { gateId: 'g1', at: at('28T14:02'), from: ['王桂兰'], text: '额温枪没电了', accepted: null },
    {
      gateId: 'g3',
      at: at('28T06:00'),
      from: ['许诺'],
      text: '夜里无事',
      accepted: { at: at('28T06:10'), by: '李想' },
    },
  ],
});
const done = (changed: number): Promise<Answer<RotaChanged>> =>
  isAway ? Promise.resolve(failed('server-away')) : answered({ changed });
const row = (line: number) => ({
  sheet: '一周',
  line,
  name: `志愿者${line}`,
  phone: '',
  unit: '',
  gateId: line % 2 ? 'g1' : 'g3',
  startsAt: at('29T06:00'),
  endsAt: at('29T14:00'),
});

const client = scriptedDesk({
  now: () => NOW,
  readRota: ({ from, days }) => {
    const begin = Date.parse(`${from}T00:00:00+08:00`);
    const end = begin + days * 24 * 3_600_000;
    const some = turns.filter(({ startsAt, endsAt }) => startsAt < end && endsAt > begin);
    return answered({ ...rota(), turns: some });
  },
  changeRota: (change) => {
    changes.push(change);
    if (isAway) return done(0);
    switch (change.kind) {
      case 'save-volunteer':
        volunteers = [
          ...volunteers.filter((one) => one.id !== change.volunteer.id),
          change.volunteer,
        ];
        break;
      case 'add-turns':
        turns = [
          ...turns,
          ...change.turns.map((one) => ({
            ...one,
            insteadOf: null,
            state: 'planned' as const,
            cameAt: null,
            servedMinutes: 0,
          })),
        ];
        break;
      case 'remove-turns':
        turns = turns.filter((one) => !change.ids.includes(one.id));
        break;
      case 'give-turn':
        turns = turns.map((one) =>
          one.id === change.id
            ? { ...one, volunteerId: change.volunteerId, insteadOf: one.volunteerId }
            : one,
        );
    }
    return done(1);
  },
  readRotaFile: () =>
    answered({
      rows: Array.from({ length: 301 }, (_, index) => row(index + 2)),
      problems: [{ sheet: '一周', line: 9, why: 'gate-unknown', text: '西门' }],
      problemCount: 1,
    }),
  importRota: (rows) => {
    imported.push(rows);
    return done(rows.rows.length);
  },
  readHours: () =>
    answered({
      people: [
        {
          volunteerId: id(1),
          name: '王桂兰',
          unit: '青石小学',
          plannedMinutes: 960,
          servedMinutes: 475,
          turns: 2,
          absent: 1,
        },
        {
          volunteerId: null,
          name: '邓刚',
          unit: '',
          plannedMinutes: 0,
          servedMinutes: 87,
          turns: 0,
          absent: 0,
        },
      ],
    }),
  readHoursCard: () =>
    answered({
      volunteer: volunteers[0] as ListedVolunteer,
      stays: [{ gateId: 'g1', gateName: '北门', from: at('27T06:02'), until: at('27T13:57') }],
      servedMinutes: 475,
    }),
});

const show = (more: Partial<SectionProps> = {}): void =>
  render(h(RotaScreen, { ...sectionProps(client), ...more }), root);
const button = (name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' });
const press = (name: string | RegExp) => userEvent.click(button(name));
const words = () => root.textContent ?? '';
const panel = (name: string) => page.getByRole('complementary', { name });

beforeEach(async () => {
  await page.viewport(1280, 800);
  await loadWords('zh-CN', 'phone');
  await loadWords('zh-CN', 'desk');
  document.documentElement.lang = 'zh-CN';
  root?.remove();
  root = document.createElement('div');
  document.body.append(root);
  turns = [
    turn(1, 'g1', 1, '28T06:00', '28T14:00', 'served'),
    turn(2, 'g1', 2, '28T14:00', '28T22:00', 'missing'),
    turn(3, 'g3', 3, '28T14:00', '28T22:00', 'on'),
    turn(4, 'g3', 4, '28T22:00', '29T06:00', 'planned'),
  ];
  volunteers = [...PEOPLE];
  changes = [];
  imported = [];
  isAway = false;
});

test('who did not come stands first, red, with the number to call; who has none has no link', async () => {
  show();
  await vi.waitFor(() => expect(words()).toContain('没来1'));
  const now = page.getByRole('region', { name: say('rota-desk.now') });
  await expect.element(now.getByRole('link')).toHaveAttribute('href', 'tel:13900000002');
  const gates = [...root.querySelectorAll('ol h2')].map((one) => one.textContent);
  expect(gates).toEqual(['北门梧桐里小区', '南门梧桐里小区', '东门锦绣苑']);
  await userEvent.click(now.getByRole('button', { name: /在岗\s*1/ }).first());
  await expect.element(now.getByRole('button', { name: '赵建军' })).toBeVisible();
  expect(now.getByRole('link').elements()).toEqual([]);
  await press(/排班外在岗/);
  await expect.element(now.getByText('邓刚')).toBeVisible();
  expect(words()).toContain(say('rota-desk.not-accepted'));
  expect(words()).toContain('李想 06:10 接了');
});

test('a turn is added by keyboard: a usual shift, somebody found or new; sent again it is the same', async () => {
  show();
  await press(say('rota-desk.add-at', { gate: '南门' }));
  await press('14–22');
  await userEvent.click(page.getByRole('combobox', { name: '谁', exact: true }));
  await userEvent.keyboard('物业{Enter}');
  isAway = true;
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(words()).toContain('服务器没有答复'));
  isAway = false;
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(words()).toContain('排上了：许诺 14:00–22:00'));
  expect(changes[0]).toEqual(changes[1]);
  expect(changes[1]).toMatchObject({
    turns: [{ gateId: 'g2', volunteerId: id(4), startsAt: at('28T14:00'), endsAt: at('28T22:00') }],
  });
  await userEvent.keyboard('何桂芝{Enter}{Enter}');
  await vi.waitFor(() => expect(changes).toHaveLength(4));
  expect(changes[2]).toMatchObject({ kind: 'save-volunteer', volunteer: { name: '何桂芝' } });
  expect(changes[3]).toMatchObject({ kind: 'add-turns' });
});

test('a week shows who stands where and where nobody does; a cell leads to its day and gate', async () => {
  show();
  await press(say('rota-desk.view-week'));
  await expect
    .element(button(/^北门 3月28日 周一\s*06–14 王桂兰\s*14–22 李想 没来$/))
    .toBeVisible();
  expect(words()).toContain('3月29日 周二3 个门没人');
  button(/^北门 3月28日/)
    .element()
    .focus();
  await userEvent.keyboard('{ArrowDown}{ArrowRight}');
  await expect.element(button(/^南门 3月29日 周二\s*没人$/)).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('南门梧桐里小区'));
  await expect.element(page.getByText('3月29日 周二')).toBeVisible();
  await press(say('rota-desk.view-week'));
  await expect.element(button(/^南门 3月29日 周二\s*没人$/)).toHaveAttribute('tabindex', '0');
});

test('two people swap, one turn is given on, another comes off', async () => {
  show();
  await press(/李想\s*没来/);
  const one = panel(say('rota-desk.one'));
  await userEvent.click(one.getByRole('button', { name: say('rota-desk.swap') }));
  const choice = page.getByLabelText(say('rota-desk.turn'));
  await expect.element(choice).toBeVisible();
  await userEvent.selectOptions(choice, id(104));
  await userEvent.click(one.getByRole('button', { name: say('rota-desk.swap-yes') }).last());
  await vi.waitFor(() => expect(words()).toContain('跟许诺对调好了'));
  expect(changes).toEqual([
    { kind: 'give-turn', id: id(102), volunteerId: id(4) },
    { kind: 'give-turn', id: id(104), volunteerId: id(2) },
  ]);
  await expect.element(one).toHaveTextContent(/许诺.*原来是\s*李想/);
  await userEvent.click(one.getByRole('button', { name: say('rota-desk.give'), exact: true }));
  await userEvent.click(page.getByRole('combobox', { name: '谁', exact: true }));
  await userEvent.keyboard('赵建军{Enter}');
  await userEvent.click(one.getByRole('button', { name: say('rota-desk.give-yes') }));
  await vi.waitFor(() => expect(changes).toHaveLength(3));
  expect(changes[2]).toEqual({ kind: 'give-turn', id: id(102), volunteerId: id(3) });
  await userEvent.click(one.getByRole('button', { name: say('rota-desk.remove') }));
  await userEvent.click(one.getByRole('button', { name: say('rota-desk.remove') }));
  await vi.waitFor(() => expect(changes[3]).toEqual({ kind: 'remove-turns', ids: [id(102)] }));
});

test('a day is copied onward once: what is there already is not made again', async () => {
  show();
  await press(say('rota-desk.copy'));
  await userEvent.fill(page.getByLabelText(say('rota-desk.copy-times-day')), '2');
  await press(say('rota-desk.copy-yes'));
  await vi.waitFor(() => expect(words()).toContain('抄好了 8 班'));
  const starts = changes.flatMap((one) => (one.kind === 'add-turns' ? one.turns : []));
  expect(starts.map(({ startsAt }) => startsAt).sort()).toEqual(
    ['29T06:00', '29T14:00', '29T14:00', '29T22:00', '30T06:00', '30T14:00', '30T14:00', '30T22:00']
      .map(at)
      .sort(),
  );
  await press(say('rota-desk.copy-yes'));
  await vi.waitFor(() => expect(words()).toContain('没有要抄的'));
  expect(changes).toHaveLength(1);
});

test('a spreadsheet is looked at first, sent in parts, and goes on where it was cut', async () => {
  show();
  await press(say('rota-desk.view-import'));
  const input = root.querySelector<HTMLInputElement>('input[type=file]') as HTMLInputElement;
  await userEvent.upload(input, new File(['x'], '一周.csv'));
  await vi.waitFor(() => expect(words()).toContain('看懂 301 行：301 人，2 个门，1 天'));
  expect(words()).toContain('没有这个卡点西门');
  isAway = true;
  await press('排上这 301 班');
  await vi.waitFor(() => expect(words()).toContain('服务器没有答复'));
  isAway = false;
  await press('排上这 301 班');
  await vi.waitFor(() => expect(words()).toContain('新增或改动 301 处'));
  expect(imported.map(({ rows }) => rows.length)).toEqual([300, 300, 1]);
  await press(say('rota-desk.see-rota'));
  await expect.element(page.getByText('3月29日 周二')).toBeVisible();
});

test('a month by person, and a volunteer’s own card as it is printed; somebody leaves', async () => {
  show();
  await press(say('rota-desk.view-hours'));
  await vi.waitFor(() => expect(words()).toContain('王桂兰青石小学216.07.91'));
  expect(words()).toContain('共 2 人216.09.41');
  await press('王桂兰');
  await vi.waitFor(() => expect(words()).toContain('7 小时 55 分'));
  await press(say('rota-desk.print-card'));
  const sheet = root.querySelector('[data-sheet]');
  expect(sheet?.textContent).toContain('3月27日北门06:02–13:577 小时 55 分');
  expect(sheet?.textContent).toContain('青石街道（盖章）');
  await press(say('act.back'));
  await press(say('rota-desk.view-volunteers'));
  await press('赵建军');
  await press(say('rota-desk.retire'));
  await press(say('rota-desk.retire'));
  await vi.waitFor(() => expect(words()).toContain('赵建军不再排班'));
  expect(changes).toMatchObject([{ volunteer: { name: '赵建军', isGone: true } }]);
});

test('an inspector looks and changes nothing', async () => {
  const { identity } = sectionProps(client);
  show({ identity: { ...identity, role: 'inspector' } });
  await press(/李想\s*没来/);
  await expect.element(panel(say('rota-desk.one'))).toHaveTextContent('139-0000-0002');
  expect(button(say('rota-desk.remove')).elements()).toEqual([]);
  expect(button(/排人/).elements()).toEqual([]);
  expect(button(say('rota-desk.view-import')).elements()).toEqual([]);
});

test.each<[Locale, number, number]>([
  ['zh-CN', 1280, 800],
  ['en', 360, 740],
])('nothing on the rota hinders anybody in %s at %i × %i', async (locale, width, height) => {
  await page.viewport(width, height);
  await loadWords(locale, 'phone');
  await loadWords(locale, 'desk');
  document.documentElement.lang = locale;
  show();
  const look = () => hindersNobody(root);
  await expect.element(button('李想').first()).toBeVisible();
  await look();
  await userEvent.click(button('李想').first());
  await press(say('rota-desk.swap'));
  await look();
  await press(say('household.close'));
  await press(say('rota-desk.add'));
  await look();
  await press(say('household.close'));
  await press(say('rota-desk.view-week'));
  await expect.element(button(/06–14/).first()).toBeVisible();
  await look();
  await press(say('rota-desk.view-hours'));
  await press('王桂兰');
  await expect.element(button(say('rota-desk.print-card'))).toBeVisible();
  await look();
});
