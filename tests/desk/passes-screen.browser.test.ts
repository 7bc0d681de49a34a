import { h, render } from 'preact';
import { beforeAll, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { Answer } from '../../src/desk-client/answer.ts';
import type { DeskClient } from '../../src/desk-client/desk-client.ts';
import type { CompoundOption } from '../../src/screens/desk/parts/gate-options.ts';
import type { Live } from '../../src/screens/desk/parts/use-live.ts';
import { PassesScreen } from '../../src/screens/desk/passes/passes-screen.tsx';
import { loadWords } from '../../src/words/i18n.ts';
import '../../src/ui/base.css';

const answered = <T>(value: T): Promise<Answer<T>> => Promise.resolve({ kind: 'answer', value });
const unasked = () => Promise.reject(new Error('not asked for here'));

const client: DeskClient = {
  readPlaces: unasked,
  searchEntries: unasked,
  exportEntries: unasked,
  readHistory: unasked,
  readGateCard: () =>
    answered({
      text: `KC1:${'0'.repeat(28)}`,
      epoch: 1,
      gateName: '',
      compoundName: '',
    }),
  readPasses: ({ compoundId }) =>
    answered({
      passes: [
        {
          rosterNumber: 1,
          name: '何芳',
          maskedName: '何▇',
          room: `${compoundId}-501`,
          passText: 'KP1:0',
        },
      ],
      next: null,
    }),
  followChanges: unasked,
  now: () => 0,
};

const compounds: CompoundOption[] = ['m1', 'm2'].map((id) => ({
  id,
  name: `小区${id}`,
  gates: [{ id: `g-${id}`, name: '北门', compoundId: id, compoundName: `小区${id}` }],
}));

const live: Live = { phase: 'live', heardAt: 0, changes: 0 };
const root = document.createElement('div');
document.body.append(root);
const press = (words: string) =>
  [...root.querySelectorAll('button')].find((one) => one.textContent === words)?.click();

beforeAll(async () => {
  await page.viewport(1280, 800);
  await loadWords('zh-CN', 'phone');
  await loadWords('zh-CN', 'desk');
});

test('the compound that was chosen for the cards is chosen for the passes too, and back', async () => {
  render(h(PassesScreen, { client, live, compounds, mayIssue: true }), root);
  const select = () => root.querySelector('select') as HTMLSelectElement;
  await vi.waitFor(() => expect(root.querySelectorAll('article')).toHaveLength(1));
  select().value = 'm2';
  select().dispatchEvent(new Event('change', { bubbles: true }));
  await vi.waitFor(() => expect(root.querySelector('article')?.textContent).toContain('小区m2'));
  press('居民通行码');
  await vi.waitFor(() => expect(root.textContent).toContain('m2-501'));
  expect(select().value).toBe('m2');
  press('门卡');
  await vi.waitFor(() => expect(root.querySelector('article')?.textContent).toContain('小区m2'));
});
