import type { Block, ListItem, Span } from '../handbook/block.ts';
import { say } from '../words/i18n.ts';
import { Icon } from './icon.tsx';
import css from './markdown-view.module.css';

export interface MarkdownViewProps {
  readonly blocks: readonly Block[];
  /** What a heading of the first level is on the page; the others follow, none above 2. */
  readonly topLevel?: number;
  /** Its place among the blocks: it is marked. */
  readonly marked?: number | undefined;
}

/** A handbook's words, as large as the text around them. */
export function MarkdownView({ blocks, topLevel = 2, marked }: MarkdownViewProps) {
  return (
    <div class={css.words}>
      {blocks.map((block, at) => (
        <div key={at} class={at === marked ? css.marked : undefined} data-block={at}>
          <BlockView block={block} topLevel={topLevel} />
        </div>
      ))}
    </div>
  );
}

function BlockView({ block, topLevel }: { block: Block; topLevel: number }) {
  switch (block.kind) {
    case 'heading': {
      const Heading = `h${Math.max(2, topLevel + block.level - 1)}` as
        | 'h2'
        | 'h3'
        | 'h4'
        | 'h5'
        | 'h6';
      return (
        <Heading class={css[`level${block.level}`]}>
          <Spans spans={block.spans} />
        </Heading>
      );
    }
    case 'paragraph':
      return (
        <p class={css.text}>
          <Spans spans={block.spans} />
        </p>
      );
    case 'list':
      return (
        <ul>
          {block.items.map((item, nth) => (
            <li key={nth} class={css.item} style={{ '--depth': item.depth }}>
              <span class={css.mark}>
                <Mark item={item} />
              </span>
              <span class={css.text}>
                <Spans spans={item.spans} />
              </span>
            </li>
          ))}
        </ul>
      );
    case 'rule':
      return <hr class={css.rule} />;
    default:
      throw new Error(`unknown block ${(block satisfies never as Block).kind}`);
  }
}

function Mark({ item: { number, isTicked } }: { item: ListItem }) {
  if (isTicked !== null) {
    return (
      <span class={css.box}>
        {isTicked && <Icon name="check" size="small" />}
        <span class="vh">{say(isTicked ? 'handbook.ticked' : 'handbook.unticked')}</span>
      </span>
    );
  }
  return number === null ? <span class={css.dot} /> : `${number}.`;
}

/** Words with what is bold in them. */
export function Spans({ spans }: { spans: readonly Span[] }) {
  return <>{spans.map(({ text, isBold }, nth) => (isBold ? <b key={nth}>{text}</b> : text))}</>;
}
