import { type Block, textOf } from './block.ts';

/** What stands under one heading of the first two levels, that heading apart. `title` '': before the first of them. */
export interface HandbookSection {
  readonly title: string;
  /** Of its heading; 0: has none. */
  readonly level: 0 | 1 | 2;
  /** Where its blocks begin among all of the handbook's. */
  readonly from: number;
  readonly blocks: readonly Block[];
}

/** A handbook cut into what fits a phone's screen or two. Nothing is left out; a heading may have nothing of its own under it. */
export function handbookSections(blocks: readonly Block[]): readonly HandbookSection[] {
  const starts = blocks.flatMap((block, at) =>
    at === 0 || (block.kind === 'heading' && block.level <= 2) ? [at] : [],
  );
  return starts.map((start, nth) => {
    const first = blocks[start];
    const heading = first?.kind === 'heading' && first.level <= 2 ? first : null;
    const from = heading ? start + 1 : start;
    return {
      title: heading ? textOf(heading.spans) : '',
      level: heading ? (heading.level as 1 | 2) : 0,
      from,
      blocks: blocks.slice(from, starts[nth + 1] ?? blocks.length),
    };
  });
}
