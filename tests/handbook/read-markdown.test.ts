import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Block, blockText } from '../../src/handbook/block.ts';
import { readMarkdown } from '../../src/handbook/read-markdown.ts';

const plain = (text: string) => [{ text, isBold: false }];
const bold = (text: string) => ({ text, isBold: true });
const item = (text: string, change = {}) => ({
  depth: 0,
  number: null,
  isTicked: null,
  spans: plain(text),
  ...change,
});

test('headings, paragraphs, lists and rules are read from their marks', () => {
  const text =
    '# 手册\n## 一\n#### 小\n头一行\n第二行\n\n另一段\n\n- 甲\n- 乙\n---\n1. 先\n2) 后\n';
  expect(readMarkdown(text)).toEqual([
    { kind: 'heading', level: 1, spans: plain('手册') },
    { kind: 'heading', level: 2, spans: plain('一') },
    { kind: 'heading', level: 3, spans: plain('小') },
    { kind: 'paragraph', spans: plain('头一行\n第二行') },
    { kind: 'paragraph', spans: plain('另一段') },
    { kind: 'list', items: [item('甲'), item('乙')] },
    { kind: 'rule' },
    { kind: 'list', items: [item('先', { number: 1 }), item('后', { number: 2 })] },
  ]);
});

test('bold touches Chinese on both sides, ends with its line, and two stars alone stay stars', () => {
  expect(readMarkdown('先**看**脸\n**一半\n另**一半')).toEqual([
    {
      kind: 'paragraph',
      spans: [
        { text: '先', isBold: false },
        bold('看'),
        { text: '脸\n**一半\n另**一半', isBold: false },
      ],
    },
  ]);
});

test('boxes are empty or ticked, items hang on items, and a line further in goes on with its item', () => {
  const text =
    '* [x] 对\n+ [ ] 不对\n   接着说\n  - 深一层\n      1. 再深\n  - 同一层\n- 回来\n新的一段';
  expect(readMarkdown(text)).toEqual([
    {
      kind: 'list',
      items: [
        item('对', { isTicked: true }),
        item('不对\n接着说', { isTicked: false }),
        item('深一层', { depth: 1 }),
        item('再深', { depth: 2, number: 1 }),
        item('同一层', { depth: 1 }),
        item('回来'),
      ],
    },
    { kind: 'paragraph', spans: plain('新的一段') },
  ]);
});

test('a blank line neither ends a list nor makes one of a numbered and a dotted one', () => {
  const kinds = readMarkdown('- 甲\n\n- 乙\n\n1. 一\n\n2. 二').map((block) =>
    block.kind === 'list' ? block.items.length : block.kind,
  );
  expect(kinds).toEqual([2, 2]);
});

test('what is no part of the subset stays the text that it is', () => {
  const text = '#没空格\n37.3 度\n2020. 年\n<b>x</b> [链接](a) | 表 |\n-不是项';
  expect(readMarkdown(text)).toEqual([{ kind: 'paragraph', spans: plain(text) }]);
});

const marks = [
  '#',
  '##',
  '**',
  '- ',
  '1. ',
  '- [x] ',
  '- [ ] ',
  '---',
  '\n',
  '\n\n',
  '  ',
  '\t',
  '\u3000',
  '\r\n',
  '\u2028',
  '***',
];
const rough = fc
  .array(fc.oneof(fc.constantFrom(...marks), fc.string(), fc.string({ unit: 'grapheme' })), {
    maxLength: 60,
  })
  .map((parts) => parts.join(''));
/** Letters but x, which ticks a box, in the order in which they stand. */
const letters = (text: string) => text.match(/[^\P{L}xX]/gu)?.join('') ?? '';
const all = (blocks: readonly Block[]) => blocks.map(blockText).join('\n');

test('no text makes it fail, and no letter of any text is lost or changes its place', () => {
  fc.assert(
    fc.property(rough, (text) => {
      expect(letters(all(readMarkdown(text)))).toBe(letters(text));
    }),
    { numRuns: 2_000 },
  );
});

test('every line that has no mark stands in one block whole', () => {
  const line = fc
    .array(fc.constantFrom('门', '卡', 'a', '3', '，', ' ', '*', '#'), {
      minLength: 1,
      maxLength: 12,
    })
    .map((parts) => `字${parts.join('')}字`);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(line, fc.constantFrom('\n', '\n\n')), { minLength: 1 }),
      (lines) => {
        const texts = readMarkdown(lines.flat().join('')).map((block) =>
          block.kind === 'paragraph'
            ? block.spans.map((s) => (s.isBold ? `**${s.text}**` : s.text)).join('')
            : '',
        );
        const written = texts
          .join('\n')
          .split('\n')
          .map((one) => one.replaceAll('****', ''));
        expect(written).toEqual(lines.map(([words]) => words.replaceAll('****', '')));
      },
    ),
  );
});

test('a text of ten handbooks is read too, whatever marks it is full of', {
  timeout: 20_000,
}, () => {
  // A moment's work; what grows with the square of the text would not come to an end here.
  const long = (unit: string) => unit.repeat(Math.ceil(200_000 / unit.length));
  const deeper = Array.from({ length: 600 }, (_, depth) => `${' '.repeat(depth)}- a`).join('\n');
  const units = [
    '#',
    '*',
    '**',
    '- ',
    '[',
    '- [x] ',
    '\n',
    ' ',
    '1. ',
    '# ',
    '** *',
    '\t- a\n',
    'a\n',
  ];
  for (const text of [...units.map(long), deeper]) {
    expect(all(readMarkdown(text)).replace(/[^a]/g, '')).toBe(text.replace(/[^a]/g, ''));
  }
});
