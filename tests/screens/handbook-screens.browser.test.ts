import { type ComponentChild, h, render } from 'preact';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { USUAL_STANDARDS } from '../../src/domain/gate-day.ts';
import { HandbookScreen } from '../../src/screens/gate/handbook-screen.tsx';
import { type QuizAnswer, QuizScreen } from '../../src/screens/gate/quiz-screen.tsx';
import { type GivenStandards, StandardsScreen } from '../../src/screens/gate/standards-screen.tsx';
import type { ReadStreetHandbook } from '../../src/screens/gate/use-handbook.ts';
import { type Locale, loadWords, say } from '../../src/words/i18n.ts';
import { THEMES } from '../ui/axe-looks.ts';
import { hindersNobody } from '../ui/hinders-nobody.ts';
import { shiftWith, wiringWith } from './any-shift.ts';
import '../../src/ui/base.css';

const root = document.createElement('div');
document.body.append(root);
const nothing = (): void => undefined;
const session = shiftWith([]);
const shared = { session, wiring: wiringWith(), onLeave: nothing };
const appsOwn: ReadStreetHandbook = async () => null;
const streets =
  (text: string): ReadStreetHandbook =>
  async () => ({ version: 7, text });

const QUIZ = `${Array.from({ length: 4 }, (_, nth) => `问题${nth + 1}？\n\n- [ ] 错\n- [x] 对\n`).join('\n')}
哪两样？

- [x] 甲
- [ ] 乙
- [x] 丙
`;

const show = (screen: ComponentChild) => render(screen, root);
const button = (name: string | RegExp) => page.getByRole('button', { name });
const heading = (name: string) => page.getByRole('heading', { name });

async function speak(locale: Locale) {
  await loadWords(locale, 'phone');
  document.documentElement.lang = locale;
}

beforeEach(async () => {
  await page.viewport(360, 740);
  await speak('zh-CN');
});
afterEach(() => render(null, root));

test('the handbook opens at its contents, a section is read, and the next one is a tap away', async () => {
  let quizzes = 0;
  show(h(HandbookScreen, { ...shared, readStreet: appsOwn, onQuiz: () => quizzes++ }));
  await button('量体温').click();
  await expect.element(heading('量体温')).toBeVisible();
  await expect.element(page.getByText('37.3 度就算发热')).toBeVisible();
  await button(/^下一节/).click();
  await expect.element(heading('发热了怎么办')).toBeVisible();
  expect(scrollY).toBe(0);
  await button(say('act.back')).click();
  await button(/^抽查/).click();
  expect(quizzes).toBe(1);
  // What is asked is not read.
  expect(root.textContent).not.toContain('多少度起算发热');
});

test('a search finds a line and opens its section there', async () => {
  show(h(HandbookScreen, { ...shared, readStreet: appsOwn, onQuiz: nothing }));
  const field = page.getByRole('textbox');
  await field.fill('直升机');
  await expect.element(page.getByText(say('handbook.found-none'))).toBeVisible();
  await field.fill('充电宝 冷天');
  await button(/^手机坏了.*充电宝/).click();
  await expect.element(heading('手机坏了、没电了')).toBeVisible();
  const marked = page.getByText('充电宝放怀里');
  await expect.element(marked).toBeInViewport();
});

test('the street’s own handbook is read instead; one without questions offers no quiz', async () => {
  show(
    h(HandbookScreen, {
      ...shared,
      readStreet: streets('只走**北门**。\n\n## 夜里\n十点关灯。'),
      onQuiz: nothing,
    }),
  );
  await expect.element(page.getByText('北门', { exact: true })).toBeVisible();
  await expect.element(page.getByText(say('handbook.of-street'))).toBeVisible();
  await expect.element(button(/^抽查/)).not.toBeInTheDocument();
  await button('夜里').click();
  await expect.element(page.getByText('十点关灯。')).toBeVisible();
});

test('a quiz says at once what was right, and at the end who answered is kept with the numbers', async () => {
  const given: QuizAnswer[] = [];
  const onDone = (answer: QuizAnswer) => given.push(answer);
  show(h(QuizScreen, { ...shared, readStreet: streets(QUIZ), random: () => 0, onDone }));
  await expect.element(heading('问题1？')).toBeVisible();
  await button('错').click();
  await expect.element(page.getByRole('status')).toHaveTextContent(say('quiz.wrong'));
  await button(say('quiz.next')).click();
  for (const nth of [2, 3, 4]) {
    await expect.element(heading(`问题${nth}？`)).toBeVisible();
    await button('对').click();
    await expect.element(page.getByRole('status')).toHaveTextContent(say('quiz.right'));
    await button(say('quiz.next')).click();
  }
  // Two are right: one of them alone is not.
  await button(say('quiz.answer')).click();
  await expect.element(page.getByRole('alert')).toHaveTextContent(say('quiz.nothing-chosen'));
  await button('丙').click();
  await button('甲').click();
  await button(say('quiz.answer')).click();
  await expect.element(page.getByRole('status')).toHaveTextContent(say('quiz.right'));
  await button(say('quiz.result')).click();
  await button(say('quiz.save')).click();
  await expect.element(page.getByRole('alert')).toHaveTextContent(say('quiz.who-missing'));
  expect(given).toEqual([]);
  await button(say('quiz.who-other')).click();
  await page.getByRole('textbox').fill(' 何大夫 ');
  await button(say('quiz.save')).click();
  expect(given).toEqual([{ version: 7, asked: 5, right: 4, by: '何大夫' }]);
});

test('what the gate must have is looked at one by one, and what is missing is kept with who looked', async () => {
  const given: GivenStandards[] = [];
  const items = [
    { id: 4, title: '' },
    { id: 12, title: '梯子' },
    { id: 2, title: '' },
  ];
  show(
    h(StandardsScreen, {
      ...shared,
      standards: { version: 3, items },
      answeredAt: null,
      onDone: (one) => given.push(one),
    }),
  );
  const tap = (item: string, answer: 'there' | 'missing') =>
    page
      .getByRole('group', { name: item })
      .getByRole('button', { name: say(`standards.${answer}`) })
      .click();
  const save = button(new RegExp(`^${say('standards.save')}`));
  await tap('照明', 'missing');
  await tap('休息处', 'missing');
  await save.click();
  await expect.element(page.getByRole('alert')).toHaveTextContent('还有 1 样没看');
  await tap('梯子', 'missing');
  await tap('照明', 'there');
  await save.click();
  await expect.element(page.getByRole('alert')).toHaveTextContent(say('note.who-missing'));
  await button('李志强').click();
  await page.getByRole('textbox').fill(' 梯子借给了东门 ');
  await save.click();
  expect(given).toEqual([{ version: 3, missing: [2, 12], by: '李志强', note: '梯子借给了东门' }]);
});

const screens: readonly (readonly [string, () => ComponentChild, (() => Promise<void>)?])[] = [
  ['contents', () => h(HandbookScreen, { ...shared, readStreet: appsOwn, onQuiz: nothing })],
  [
    'section',
    () => h(HandbookScreen, { ...shared, readStreet: appsOwn, onQuiz: nothing }),
    () => page.getByRole('region').getByRole('button').nth(3).click(),
  ],
  [
    'question',
    () => h(QuizScreen, { ...shared, readStreet: appsOwn, random: () => 0, onDone: nothing }),
    () => page.getByRole('listitem').getByRole('button').first().click(),
  ],
  [
    'result',
    () =>
      h(QuizScreen, {
        ...shared,
        readStreet: streets('多少度算**发热**？\n- [ ] 37.0\n- [x] 37.3'),
        random: () => 0,
        onDone: nothing,
      }),
    async () => {
      await button('37.0').click();
      await button(say('quiz.result')).click();
      await button(say('quiz.who-other')).click();
    },
  ],
  [
    'standards',
    () =>
      h(StandardsScreen, {
        ...shared,
        standards: USUAL_STANDARDS,
        answeredAt: 1_648_000_000_000,
        onDone: nothing,
      }),
    () => page.getByRole('group').nth(2).getByRole('button').nth(1).click(),
  ],
];

test.each<Locale>(['zh-CN', 'zh-TW', 'en'])(
  'nothing on them hinders anybody, by day and by night, in %s',
  async (locale) => {
    await speak(locale);
    for (const [, screen, act] of screens) {
      show(screen());
      await expect.element(page.getByRole('heading', { level: 1 })).toBeVisible();
      await act?.();
      // What has its colours in one language has them in all.
      await hindersNobody(root, locale === 'zh-CN' ? THEMES : ['light']);
      render(null, root);
    }
  },
);
