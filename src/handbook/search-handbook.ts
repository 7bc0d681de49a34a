import { type Block, blockText } from './block.ts';

export interface FoundBlock {
  /** Its place among the blocks that were searched. */
  readonly at: number;
  /** Its first line that has one of the words. */
  readonly line: string;
  /** The headings that it stands under, from the highest. */
  readonly headings: readonly string[];
}

/** Full-width as half-width, capitals as small letters. */
const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

/**
 * Blocks that have every one of the words, in themselves or in the headings above them, at least one of them in themselves. Words
 * are parted by spaces; without any there is nothing to find.
 */
export function searchHandbook(blocks: readonly Block[], words: string): readonly FoundBlock[] {
  const wanted = [...new Set(folded(words).split(/\s+/).filter(Boolean))];
  if (wanted.length === 0) return [];
  const found: FoundBlock[] = [];
  const above: { level: number; text: string; folded: string }[] = [];
  blocks.forEach((block, at) => {
    if (block.kind === 'heading') {
      while ((above.at(-1)?.level ?? 0) >= block.level) above.pop();
    }
    const text = blockText(block);
    const own = folded(text);
    const isHere = (word: string) =>
      own.includes(word) || above.some((heading) => heading.folded.includes(word));
    if (wanted.every(isHere) && wanted.some((word) => own.includes(word))) {
      const hasOne = (line: string) => wanted.some((word) => folded(line).includes(word));
      const line = text.split('\n').find(hasOne) ?? text;
      found.push({ at, line, headings: above.map((heading) => heading.text) });
    }
    if (block.kind === 'heading') {
      above.push({ level: block.level, text, folded: own });
    }
  });
  return found;
}
