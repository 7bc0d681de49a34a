import { expect, test } from 'vitest';
import { blockText, textOf } from '../../src/handbook/block.ts';
import { readHandbook } from '../../src/handbook/handbook.ts';
import { handbookSections } from '../../src/handbook/handbook-sections.ts';
import { searchHandbook } from '../../src/handbook/search-handbook.ts';
import { shippedHandbook } from '../../src/handbook/shipped-handbook.ts';
import { HANDBOOK_LENGTH } from '../../src/protocol/handbook.ts';
import en from '../../src/words/phone/en.json' with { type: 'json' };
import zhCN from '../../src/words/phone/zh-CN.json' with { type: 'json' };
import zhTW from '../../src/words/phone/zh-TW.json' with { type: 'json' };

const LANGUAGES = [
  ['zh-CN', zhCN, '“”', '发热'],
  ['zh-TW', zhTW, '「」', '發燒'],
  ['en', en, '“”', 'fever'],
] as const;

/** Keys that the handbook tells people to tap. */
const KEYS = [
  'handover.accept',
  'start.start',
  'gate.find',
  'gate.visitor',
  'act.undo',
  'recent.title',
  'verdict-screen.pass-with-reason',
  'keys.confirm',
  'keys.mask-off',
  'held.end',
  'verdict-screen.turn-back',
  'top.pending',
  'duty.lock',
  'duty.title',
  'duty.close',
  'account.send',
] as const;

test.each(LANGUAGES)(
  'the handbook in %s asks twelve questions that can be answered',
  async (language) => {
    const text = await shippedHandbook(language);
    const { blocks, questions } = readHandbook(text);
    expect(questions).toHaveLength(12);
    expect(text.match(/^- \[x\]/gm)).toHaveLength(
      questions.flatMap(({ choices }) => choices.filter(({ isRight }) => isRight)).length,
    );
    for (const { spans, choices } of questions) {
      expect(textOf(spans)).toMatch(/[？?]$/);
      expect(new Set(choices.map(({ text: words }) => words)).size).toBe(choices.length);
      expect(new Set(choices.map(({ isRight }) => isRight))).toEqual(new Set([true, false]));
    }
    // None of them, nor the heading over them, is read.
    const read = blocks.map(blockText).join('\n');
    for (const { spans } of questions) expect(read).not.toContain(textOf(spans));
    expect(blocks.at(-1)?.kind).toBe('paragraph');
  },
);

test.each(LANGUAGES)(
  'the handbook in %s is Markdown through and through',
  async (language, words, quotes, fever) => {
    const text = await shippedHandbook(language);
    expect(text.length).toBeLessThan(HANDBOOK_LENGTH);
    const { blocks } = readHandbook(text);
    // No mark was written wrongly: none is left among the words.
    expect(blocks.map(blockText).join('\n')).not.toMatch(/\*\*|^#|^\s*[-*] |\[[ x]\]/m);
    const [intro, ...sections] = handbookSections(blocks);
    expect(intro?.level).toBe(1);
    expect(sections.length).toBeGreaterThan(12);
    for (const section of sections) {
      expect(section.title).not.toBe('');
      expect(section.blocks).not.toEqual([]);
    }
    expect(searchHandbook(blocks, fever).length).toBeGreaterThan(2);
    for (const key of KEYS) {
      expect(text).toContain(`${quotes[0]}${words[key]}${quotes[1]}`);
    }
  },
);

test('the three tell the same: as many sections, and each question has as many right ones', async () => {
  const [first, ...others] = await Promise.all(
    LANGUAGES.map(async ([language]) => {
      const { blocks, questions } = readHandbook(await shippedHandbook(language));
      return {
        kinds: blocks.map((block) =>
          block.kind === 'list' ? `list of ${block.items.length}` : block.kind,
        ),
        right: questions.map(({ choices }) => choices.map(({ isRight }) => isRight)),
      };
    }),
  );
  for (const other of others) expect(other).toEqual(first);
});
