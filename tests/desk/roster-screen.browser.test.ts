import { h, render } from 'preact';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { type Answer, failed } from '../../src/desk-client/answer.ts';
import type { ImportApply, ImportRead, ImportState } from '../../src/protocol/imports.ts';
import { RosterScreen } from '../../src/screens/desk/roster/roster-screen.tsx';
import { loadWords } from '../../src/words/i18n.ts';
import { hindersNobody } from '../ui/hinders-nobody.ts';
import '../../src/ui/base.css';
import { anyPreview } from './any-preview.ts';
import { answered, scriptedDesk, sectionProps } from './scripted-desk.ts';

const ABOUT = {
  importId: '1'.repeat(32),
  what: 'roster',
  placeId: 'c',
  placeName: '梧桐里社区',
  fileName: '梧桐里社区住户.xlsx',
  bytes: 2_500_000,
  startedAt: Date.UTC(2022, 2, 30, 6),
  startedBy: '青石街道',
} as const;
const READING: ImportState = {
  ...ABOUT,
  state: 'reading',
  progress: { rows: 4210, done: 1, of: 4 },
};
const PREVIEW: ImportState = {
  ...ABOUT,
  state: 'preview',
  preview: anyPreview(),
  notApplied: null,
};
const APPLYING: ImportState = {
  ...ABOUT,
  state: 'applying',
  progress: { rows: 900, done: 3, of: 4 },
};
const APPLIED: ImportState = {
  ...ABOUT,
  state: 'applied',
  appliedAt: ABOUT.startedAt,
  added: 120,
  changed: 30,
  movedOut: 5,
  unchanged: 1049,
  places: 1,
  canTakeBack: true,
};
const TAKEN_BACK: ImportState = { ...ABOUT, state: 'taken-back', takenBackAt: ABOUT.startedAt };

const ROSTERS = [
  { placeId: 'm1', residents: 1204, households: 401, generation: 3, builtAt: ABOUT.startedAt },
];

/** What the server has, to be changed under way. */
let now: ImportState | null;
let sent: { placeId: string; name: string }[];
let reads: ImportRead[];
let applies: ImportApply[];
let applyAnswer: () => Promise<Answer<ImportState>>;
let upload: (signal: AbortSignal | undefined) => Promise<Answer<ImportState>>;
let placesChanged: number;
let root: HTMLElement;

const state = (): Promise<Answer<ImportState>> =>
  now ? answered(now) : Promise.resolve(failed('not-found'));
const client = scriptedDesk({
  readImports: () => answered({ imports: now ? [now] : [], rosters: ROSTERS }),
  readImport: state,
  sendImport: (file, { placeId, fileName }, onProgress, signal) => {
    sent.push({ placeId, name: fileName });
    onProgress(file.size);
    return upload(signal);
  },
  readImportAgain: (_id, read) => {
    reads.push(read);
    return state();
  },
  applyImport: (_id, apply) => {
    applies.push(apply);
    return applyAnswer();
  },
  discardImport: () => {
    now = null;
    return answered({ imports: [], rosters: ROSTERS });
  },
  takeBackImport: () => {
    now = TAKEN_BACK;
    return state();
  },
});

const show = (): void =>
  render(
    h(RosterScreen, { ...sectionProps(client), onPlacesChanged: () => (placesChanged += 1) }),
    root,
  );
const text = (): string => root.textContent ?? '';
const press = (name: string) => userEvent.click(page.getByRole('button', { name, exact: true }));
const choose = async () => {
  const input = root.querySelector('input[type=file]') as HTMLInputElement;
  await userEvent.upload(input, new File(['姓名'], '住户.csv'));
  await press('读取，先看再导入');
};
const has = (words: string) => vi.waitFor(() => expect(text()).toContain(words), 15_000);

beforeAll(async () => {
  await page.viewport(1280, 800);
  document.documentElement.lang = 'zh-CN';
  await loadWords('zh-CN', 'phone');
  await loadWords('zh-CN', 'desk');
});

beforeEach(() => {
  if (root) render(null, root);
  root?.remove();
  root = document.createElement('div');
  document.body.append(root);
  now = null;
  sent = [];
  reads = [];
  applies = [];
  applyAnswer = () => {
    now = APPLYING;
    return state();
  };
  upload = () => {
    now = READING;
    return state();
  };
  placesChanged = 0;
});

test('a file goes from choosing to the roster, and what was done is said in numbers', async () => {
  show();
  await has('选文件');
  await choose();
  expect(sent).toEqual([{ placeId: 's', name: '住户.csv' }]);
  await has('4,210 行');
  now = PREVIEW;
  await has('有误 3 行');
  expect(text()).toContain('Excel 把身份证号当成了数字');
  await userEvent.click(page.getByRole('checkbox'));
  await press('添加');
  await press('导入：新增 120 人，变更 30 人，迁出 5 人，添加 1 处地点');
  expect(applies).toEqual([{ previewId: 'a'.repeat(32), addPlaces: true, withoutWrongRows: true }]);
  await has('正在导入');
  now = APPLIED;
  await has('导入好了');
  expect(placesChanged).toBe(1);
});

test('an upload can be stopped, and what arrived of it is discarded', async () => {
  const stopping = Promise.withResolvers<Answer<ImportState>>();
  upload = (signal) => {
    now = { ...ABOUT, state: 'receiving', parts: 1 };
    signal?.addEventListener('abort', () => stopping.resolve(failed('server-away')));
    return stopping.promise;
  };
  show();
  await has('选文件');
  await choose();
  await press('停止上传');
  await has('没传完');
  expect(root.querySelector('[role=alert]')).toBeNull();
  await press('不要了');
  await vi.waitFor(() => expect(text()).not.toContain('没传完'));
});

test('what each compound has is listed, those without a roster first', async () => {
  show();
  await has('现在名册上 401 户 1,204 人');
  const [missing, present] = [...root.querySelectorAll('tbody tr')].map((row) => row.textContent);
  expect(missing).toMatch(/锦绣苑.*还没有名册/);
  expect(present).toMatch(/梧桐里小区.*4011,2043月30日/);
});

test('leaving the screen and coming back finds the import where it was', async () => {
  now = READING;
  show();
  await has('正在读取');
  render(null, root);
  now = PREVIEW;
  show();
  await has('各列的意思');
});

test('nothing can be imported while rows are wrong or places unknown, and it says what to do', async () => {
  now = PREVIEW;
  show();
  await has('有误的行先处理');
  await userEvent.click(page.getByRole('checkbox'));
  await has('名字写错的也会列在这里');
  await press('不添加，那里的 100 人不导入');
  await press('导入：新增 20 人，变更 30 人，迁出 5 人');
  expect(applies[0]).toMatchObject({ addPlaces: false, withoutWrongRows: true });
});

test('a column that was misunderstood is put right and the file read again', async () => {
  now = PREVIEW;
  show();
  await has('各列的意思');
  expect(() => page.getByRole('button', { name: '按改过的重读' }).element()).toThrow();
  await userEvent.selectOptions(page.getByLabelText('电话2'), 'phone');
  await press('按改过的重读');
  expect(reads[0]?.columns).toContainEqual({ sheet: '1号楼', column: 3, field: 'phone' });
  expect(reads[0]?.columns).toContainEqual({ sheet: '1号楼', column: 2, field: null });
});

test('when the street went on meanwhile the new preview is shown and says so', async () => {
  now = {
    ...ABOUT,
    state: 'preview',
    notApplied: null,
    preview: anyPreview({ wrongRows: 0, newPlaces: [], compounds: [] }),
  };
  show();
  await has('导入：新增 120 人');
  now = {
    ...ABOUT,
    state: 'preview',
    notApplied: null,
    preview: anyPreview({
      previewId: 'b'.repeat(32),
      wrongRows: 0,
      newPlaces: [],
      compounds: [],
      added: 7,
    }),
  };
  applyAnswer = () => Promise.resolve(failed('refused', 'preview-old'));
  await press('导入：新增 120 人，变更 30 人，迁出 5 人');
  await has('导入：新增 7 人');
  expect(text()).toContain('请再看一遍');
});

test('an import is taken back in two taps', async () => {
  now = APPLIED;
  show();
  await has('导入过的');
  await press('撤回');
  await has('退回到这次导入以前');
  expect(now.state).toBe('applied');
  await press('确认撤回');
  await has('名册和导入以前一样');
});

test('why a file was not taken is said in words', async () => {
  now = { ...ABOUT, state: 'failed', why: 'password' };
  show();
  await has('文件有密码');
});

test('nothing on the preview hinders anybody, by day and by night, also on a phone', async () => {
  now = PREVIEW;
  show();
  await has('各列的意思');
  await page.viewport(1280, 800);
  await hindersNobody(root);
  await page.viewport(360, 800);
  await hindersNobody(root, ['light']);
  await page.viewport(1280, 800);
});
