import { h, render } from 'preact';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { NoteForm } from '../../src/screens/gate/note-form.tsx';
import { CodeScreen } from '../../src/screens/shift/code-screen.tsx';
import { NotSavedScreen } from '../../src/screens/shift/not-saved-screen.tsx';
import { StartScreen } from '../../src/screens/shift/start-screen.tsx';
import { isGrave } from '../../src/screens/shift/sync-trouble.tsx';
import { formatTimeToSecond, loadWords, say } from '../../src/words/i18n.ts';
import { wiringWith } from './any-shift.ts';
import '../../src/ui/base.css';

const root = document.createElement('div');
document.body.append(root);
const nothing = (): void => undefined;

beforeAll(() => loadWords('zh-CN', 'phone'));
beforeEach(() => render(null, root));

function showCodeScreen(isCardText: boolean) {
  const onText = vi.fn();
  const words = { title: '标题', label: '字', hint: '提示' };
  render(
    h(CodeScreen, {
      wiring: null,
      ...words,
      isCardText,
      onText,
      onPicture: nothing,
      onLeave: nothing,
    }),
    root,
  );
  return { onText, field: page.getByRole('textbox') };
}

test('Enter sends the text that was typed, without a tap on the button', async () => {
  const { onText, field } = showCodeScreen(false);
  await userEvent.fill(field, ' KP1:NCFO ');
  await userEvent.keyboard('{Enter}');
  expect(onText).toHaveBeenCalledExactlyOnceWith('KP1:NCFO');
});

test('Enter that takes a word from an input method sends nothing yet', async () => {
  const { onText, field } = showCodeScreen(false);
  await userEvent.fill(field, '王');
  const taken = new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true });
  field.element().dispatchEvent(taken);
  expect(onText).not.toHaveBeenCalled();
});

test('a link is shown as it is typed, the text of a card in capitals', () => {
  const caseOf = () => getComputedStyle(page.getByRole('textbox').element()).textTransform;
  showCodeScreen(false);
  expect(caseOf()).toBe('none');
  showCodeScreen(true);
  expect(caseOf()).toBe('uppercase');
});

test('Enter adds a name while one is typed, and begins the shift when there is none', async () => {
  const onStart = vi.fn();
  const gate = { gateName: '北门', compoundName: '梧桐里', isNamed: true, isBusy: false };
  const rest = { wiring: wiringWith(), knownNames: [], problem: null, onStart, onLeave: nothing };
  render(h(StartScreen, { ...gate, ...rest }), root);
  await userEvent.fill(page.getByRole('textbox'), '王秀英');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('button', { name: '王秀英' })).toBeVisible();
  expect(onStart).not.toHaveBeenCalled();
  await userEvent.keyboard('{Enter}');
  expect(onStart).toHaveBeenCalledExactlyOnceWith(['王秀英']);
});

test('Enter decides nothing where a note can end in two ways', async () => {
  const [onDone, onOther] = [vi.fn(), vi.fn()];
  const words = { title: '结果', label: '去了哪儿', hint: '例如', act: '移交', otherAct: '放行' };
  render(h(NoteForm, { wiring: wiringWith(), ...words, onDone, onOther, onLeave: nothing }), root);
  await userEvent.fill(page.getByRole('textbox'), '医生接走');
  await userEvent.keyboard('{Enter}');
  expect(onDone).not.toHaveBeenCalled();
  expect(onOther).not.toHaveBeenCalled();
});

test('saving once more shows that it tries, and when it last failed', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const onAgain = vi.fn(() => promise);
  const show = (triedAt: number): void =>
    render(h(NotSavedScreen, { why: 'disk-full', triedAt, onAgain, onLeave: nothing }), root);
  const [first, second] = [9, 12].map((second) => Date.UTC(2022, 2, 28, 1, 0, second)) as [
    number,
    number,
  ];
  const again = page.getByRole('button', { name: say('not-saved.again') });
  const status = page.getByRole('status');
  show(first);
  await expect.element(status).toHaveTextContent(/^$/);
  await again.click();
  await expect.element(again).toHaveAttribute('aria-busy', 'true');
  await expect.element(status).toHaveTextContent(say('not-saved.trying'));
  show(second);
  resolve();
  const tried = say('not-saved.tried', { time: formatTimeToSecond(second) });
  await expect.element(status).toHaveTextContent(tried);
  await expect.element(again).toHaveAttribute('aria-busy', 'false');
  expect(onAgain).toHaveBeenCalledOnce();
});

test('what is over after a while is no alarm; everything else is', () => {
  expect([isGrave('too-many'), isGrave('server-failed')]).toEqual([false, false]);
  const grave = [
    'device-revoked',
    'device-unknown',
    'untrusted-keys',
    'wrong-receipt',
    'fork',
  ] as const;
  expect(grave.every(isGrave)).toBe(true);
});
