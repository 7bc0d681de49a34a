import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blockText } from '../../src/handbook/block.ts';
import { readHandbook } from '../../src/handbook/handbook.ts';
import { handbookSections } from '../../src/handbook/handbook-sections.ts';
import { isAnsweredRightly, pickQuestions } from '../../src/handbook/pick-questions.ts';
import { searchHandbook } from '../../src/handbook/search-handbook.ts';

const text = `# 守门手册
门口的规矩。

## 量体温
37.3 度算发热。

多少度算**发热**？
- [ ] 36.9
- [x] 37.3

### 器具
- 额温枪
- 水银体温计

## 没有网
ＡＰＰ照常记。

## 抽查
---
没网怎么办？

- [x] 照常记
- [x] 连上自己送
- [ ] 关机
`;
const handbook = readHandbook(text);

test('a paragraph with boxes after it is a question, and is not read', () => {
  expect(handbook.questions).toEqual([
    {
      spans: [
        { text: '多少度算', isBold: false },
        { text: '发热', isBold: true },
        { text: '？', isBold: false },
      ],
      choices: [
        { text: '36.9', isRight: false },
        { text: '37.3', isRight: true },
      ],
    },
    {
      spans: [{ text: '没网怎么办？', isBold: false }],
      choices: [
        { text: '照常记', isRight: true },
        { text: '连上自己送', isRight: true },
        { text: '关机', isRight: false },
      ],
    },
  ]);
  // Neither is the heading that only questions stood under.
  expect(handbook.blocks.map(blockText)).toEqual([
    '守门手册',
    '门口的规矩。',
    '量体温',
    '37.3 度算发热。',
    '器具',
    '额温枪\n水银体温计',
    '没有网',
    'ＡＰＰ照常记。',
  ]);
});

test.each([
  ['boxes that are all empty', '带齐：\n- [ ] 口罩\n- [ ] 登记表'],
  ['boxes that are all ticked', '带齐：\n- [x] 口罩\n- [x] 登记表'],
  ['an item without a box among them', '带齐：\n- [x] 口罩\n- 登记表\n- [ ] 水'],
  ['nothing asked before them', '## 带齐\n- [x] 口罩\n- [ ] 水'],
  ['a heading at the very end', '先看\n## 以后'],
])('%s: no question, all of it is read', (_, words) => {
  const { blocks, questions } = readHandbook(words);
  expect(questions).toEqual([]);
  expect(blocks).toHaveLength(2);
});

test('whatever is written, each question has a right and a wrong choice, and sections hold every block', () => {
  const line = fc.constantFrom(
    '# 甲',
    '## 乙',
    '### 丙',
    '问？',
    '- [x] 对',
    '- [ ] 错',
    '- 项',
    '',
    '---',
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
      const { blocks, questions } = readHandbook(lines.join('\n'));
      for (const { choices } of questions) {
        expect(new Set(choices.map(({ isRight }) => isRight)).size).toBe(2);
      }
      const sections = handbookSections(blocks);
      const told = sections.flatMap(({ title, from, blocks: own }) => {
        expect(blocks.slice(from, from + own.length)).toEqual(own);
        return title ? [title, ...own.map(blockText)] : own.map(blockText);
      });
      expect(told).toEqual(blocks.map(blockText));
    }),
  );
});

test('a search finds blocks with the headings they stand under, full-width or in capitals', () => {
  expect(searchHandbook(handbook.blocks, '额温').map(({ at, headings }) => [at, headings])).toEqual(
    [[5, ['守门手册', '量体温', '器具']]],
  );
  expect(searchHandbook(handbook.blocks, 'app 没有')).toMatchObject([
    { headings: ['守门手册', '没有网'] },
  ]);
  expect(searchHandbook(handbook.blocks, '３７.3').map(({ line }) => line)).toEqual([
    '37.3 度算发热。',
  ]);
  // Of a list the item that has the word.
  expect(searchHandbook(handbook.blocks, '器具 水银').map(({ line }) => line)).toEqual([
    '水银体温计',
  ]);
  // A heading is found itself; what stands under it is not for that alone.
  expect(searchHandbook(handbook.blocks, '没有网').map(({ at }) => at)).toEqual([6]);
});

test('a search for nothing, for what is nowhere, or for words of two places finds nothing', () => {
  for (const words of ['', ' \u3000 ', '直升机', '额温枪 照常']) {
    expect(searchHandbook(handbook.blocks, words)).toEqual([]);
  }
});

test('picked questions are all different, and all of them when there are too few', () => {
  const questions = readHandbook(
    Array.from({ length: 9 }, (_, nth) => `问${nth}\n- [x] 对\n- [ ] 错\n`).join('\n'),
  ).questions;
  fc.assert(
    fc.property(
      fc.nat(12),
      fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
        minLength: 9,
        maxLength: 9,
      }),
      (count, chances) => {
        let turn = 0;
        const picked = pickQuestions(questions, count, () => chances[turn++] ?? 0);
        expect(new Set(picked).size).toBe(Math.min(count, 9));
      },
    ),
  );
});

test('an answer is right with every right choice and no wrong one', () => {
  const [, question] = handbook.questions;
  if (!question) throw new Error('a question is missing');
  expect(
    [[0, 1], [1, 0], [0], [0, 1, 2], [2], []].map((c) => isAnsweredRightly(question, c)),
  ).toEqual([true, true, false, false, false, false]);
});
