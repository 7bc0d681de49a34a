import { type Block, type Span, textOf } from './block.ts';
import { readMarkdown } from './read-markdown.ts';

export interface Handbook {
  /** What is read: all but the questions. */
  readonly blocks: readonly Block[];
  readonly questions: readonly Question[];
}

export interface Question {
  readonly spans: readonly Span[];
  /** At least one is right and one is wrong. */
  readonly choices: readonly Choice[];
}

export interface Choice {
  readonly text: string;
  readonly isRight: boolean;
}

/**
 * A paragraph with a list of boxes right after it is a question for the spot quiz: the ticked boxes are right. A list whose boxes
 * are all alike asks nothing; it stays in the text, as something to tick off.
 */
export function readHandbook(text: string): Handbook {
  const blocks: Block[] = [];
  const questions: Question[] = [];
  let hasAsked = false;
  for (const block of readMarkdown(text)) {
    const before = blocks.at(-1);
    const choices = block.kind === 'list' ? choicesOf(block) : null;
    if (before?.kind === 'paragraph' && choices) {
      blocks.pop();
      questions.push({ spans: before.spans, choices });
      hasAsked = true;
      continue;
    }
    if (hasAsked && block.kind === 'heading') dropEmptied(blocks, block.level);
    if (hasAsked && block.kind === 'rule') dropEmptied(blocks, 4);
    if (block.kind !== 'paragraph') hasAsked = false;
    blocks.push(block);
  }
  if (hasAsked) dropEmptied(blocks, 1);
  return { blocks, questions };
}

/** Headings and rules under which only questions stood. */
function dropEmptied(blocks: Block[], level: number): void {
  for (let last = blocks.at(-1); last; last = blocks.at(-1)) {
    if (last.kind !== 'rule' && (last.kind !== 'heading' || last.level < level)) return;
    blocks.pop();
  }
}

function choicesOf({ items }: Extract<Block, { kind: 'list' }>): readonly Choice[] | null {
  const isRight = items.map(({ isTicked }) => isTicked);
  if (isRight.includes(null) || !isRight.includes(true) || !isRight.includes(false)) return null;
  return items.map(({ spans, isTicked }) => ({ text: textOf(spans), isRight: isTicked === true }));
}
