/** Words that are said one way: plain, or in bold. A line's end is '\n'. */
export interface Span {
  readonly text: string;
  readonly isBold: boolean;
}

export interface ListItem {
  /** 0: of the list itself; deeper ones hang on the item before. */
  readonly depth: number;
  /** As it was written; null: a dot. */
  readonly number: number | null;
  /** Has a box, empty or ticked; null: has none. */
  readonly isTicked: boolean | null;
  readonly spans: readonly Span[];
}

/** A handbook as it is read, top to bottom. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly spans: readonly Span[] }
  | { readonly kind: 'paragraph'; readonly spans: readonly Span[] }
  | { readonly kind: 'list'; readonly items: readonly ListItem[] }
  | { readonly kind: 'rule' };

export const textOf = (spans: readonly Span[]): string => spans.map(({ text }) => text).join('');

/** All that stands in a block, without its marks. */
export function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return textOf(block.spans);
    case 'list':
      return block.items.map(({ spans }) => textOf(spans)).join('\n');
    case 'rule':
      return '';
    default:
      throw new Error(`unknown block ${(block satisfies never as Block).kind}`);
  }
}
