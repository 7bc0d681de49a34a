import { h, render } from 'preact';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { failed } from '../../src/desk-client/answer.ts';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import type { Role } from '../../src/domain/role.ts';
import type {
  PoliciesAnswer,
  PolicyMade,
  PolicyMake,
  PolicyPreviewAsked,
} from '../../src/protocol/policies.ts';
import { RulesScreen } from '../../src/screens/desk/rules/rules-screen.tsx';
import { loadWords } from '../../src/words/i18n.ts';
import { hindersNobody } from '../ui/hinders-nobody.ts';
import '../../src/ui/base.css';
import { rowAt } from './any-row.ts';
import { answered, scriptedDesk, sectionProps } from './scripted-desk.ts';

const NOW = Date.parse('2022-03-28T16:07:00+08:00');
const DAY_MS = 24 * 60 * 60_000;

const made = (version: number, more: Partial<PolicyMade['policy']>, at: number): PolicyMade => ({
  policy: {
    ...(structuredClone(DEFAULT_POLICY) as PolicyMade['policy']),
    version,
    effectiveFrom: at,
    ...more,
  },
  madeAt: at,
  madeBy: '街道办',
});

let policies: PolicyMade[];
let asked: PolicyPreviewAsked[];
let sent: PolicyMake[];
let refusal: string | null;
let root: HTMLElement;

const client = scriptedDesk({
  now: () => NOW,
  readPolicies: () => answered<PoliciesAnswer>({ policies, inForce: 2 }),
  previewPolicy: (preview) => {
    asked.push(preview);
    return answered({
      entries: 612,
      before: { pass: 600, check: 9, stop: 3 },
      after: { pass: 560, check: 11, stop: 41 },
      changed: [
        {
          row: rowAt(1, NOW - DAY_MS),
          verdict: 'stop' as const,
          reasons: ['quota-used'],
        },
      ],
      changedInAll: 1,
    });
  },
  makePolicy: (make) => {
    sent.push(make);
    if (refusal) return Promise.resolve(failed('refused', refusal));
    const next = made(3, make.policy as Partial<PolicyMade['policy']>, NOW);
    return answered(next);
  },
});

const show = (role: Role = 'street'): void => {
  const props = sectionProps(client);
  render(h(RulesScreen, { ...props, identity: { ...props.identity, role } }), root);
};
const press = (name: string | RegExp) =>
  userEvent.click(page.getByRole('button', { name, exact: typeof name === 'string' }));
const words = () => root.textContent ?? '';
const begin = async (template: string) => {
  await press('定新规则');
  await press(template);
};

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
  policies = [
    made(3, { title: '放开', maskRequired: false }, NOW + DAY_MS),
    made(2, { title: '平时' }, NOW - DAY_MS),
    made(1, { goodsSlip: true }, NOW - 3 * DAY_MS),
  ];
  asked = [];
  sent = [];
  refusal = null;
  show();
});

test('what holds, what comes and what held is read in sentences, with who made it', async () => {
  await vi.waitFor(() => expect(words()).toContain('第 2 版，平时'));
  expect(words()).toContain('体温到 37.3 ℃ 就算发热');
  expect(words()).toContain('街道办 3月27日 16:07 定');
  expect(words()).toContain('3月29日 16:07 起换成第 3 版，放开');
  expect(words()).toContain('不查口罩新');
  expect(words()).toContain('3月25日 16:07 起，街道办定');
});

test('whoever may only look makes none', async () => {
  show('inspector');
  await vi.waitFor(() => expect(words()).toContain('第 2 版，平时'));
  expect(words()).not.toContain('定新规则');
  expect(words()).not.toContain('照第 2 版改');
});

test('a template is changed in a form, and its sentence follows', async () => {
  await begin('一户两天一人次');
  await vi.waitFor(() => expect(words()).toContain('一户两天内出 1 人次新'));
  expect(words()).toContain('原来出门不限次数');
  await press(/改\s*出门次数/);
  await userEvent.fill(page.getByLabelText('几天内'), '3');
  await vi.waitFor(() => expect(words()).toContain('一户 3 天内出 1 人次'));
});

test('what cannot be meant is said before anything is sent, and nothing can be sent', async () => {
  await begin('错峰出入');
  await press(/改\s*时段/);
  await userEvent.fill(page.getByLabelText('到', { exact: true }).first(), '5:00');
  await vi.waitFor(() => expect(words()).toContain('有的时段结束比开始早'));
  expect(words()).toContain('先改好：时段');
  expect(words()).not.toContain('定下来');
});

test('a trial on yesterday says how many would be stopped, and who', async () => {
  await begin('一户两天一人次');
  await press('试算');
  await vi.waitFor(() => expect(words()).toContain('会止步 41（原来 3），核对 11（原来 9）'));
  expect(asked[0]).toMatchObject({ day: '2022-03-27', policy: { quota: { periodDays: 2 } } });
  expect(page.getByRole('table').element().textContent).toContain('3-1-502');
  expect(page.getByRole('table').element().textContent).toContain('出门次数用完');
});

test('made at once, after a question, they are based on what was seen', async () => {
  await begin('封闭');
  await press('定下来');
  await press('生效');
  await vi.waitFor(() => expect(words()).toContain('定好了，第 3 版'));
  expect(sent).toMatchObject([{ basedOn: 3, effectiveFrom: null, policy: { title: '封闭' } }]);
});

test('an hour that is past is said so; a later one is sent in the zone of the street', async () => {
  await begin('封闭');
  await press('到时候');
  await userEvent.fill(page.getByLabelText('哪天几点'), '2022-03-28T08:00');
  await vi.waitFor(() => expect(words()).toContain('生效的时间已经过了'));
  await userEvent.fill(page.getByLabelText('哪天几点'), '2022-03-30T00:00');
  await press('定下来');
  await press('生效');
  await vi.waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]?.effectiveFrom).toBe(Date.parse('2022-03-30T00:00:00+08:00'));
});

test('nobody overwrites rules that somebody else made meanwhile without having been told', async () => {
  await begin('封闭');
  refusal = 'outdated';
  policies = [{ ...made(4, {}, NOW), madeBy: '王主任' }, ...policies];
  await press('定下来');
  await press('生效');
  await vi.waitFor(() => expect(words()).toContain('王主任刚定了第 4 版'));
  refusal = null;
  await press('看过了，接着用我的');
  await press('定下来');
  await press('生效');
  await vi.waitFor(() => expect(sent.map(({ basedOn }) => basedOn)).toEqual([3, 4]));
});

test('nothing on the rules hinders anybody, by day and by night', async () => {
  await begin('路口查车');
  await press('试算');
  await page.getByRole('table').findElement();
  await press(/改\s*量体温/);
  await press('加一种体温计');
  await vi.waitFor(() => expect(words()).toContain('有一种体温计没写名字'));
  await hindersNobody(root);
});
