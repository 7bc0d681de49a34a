import type { Block, ListItem, Span } from './block.ts';

const LINE_END = /\r\n|[\n\r\u2028\u2029]/;
const HEADING = /^(#{1,6})\s+(.*)$/s;
const RULE = /^(?:-{3,}|\*{3,}|_{3,})$/;
const ITEM = /^(?:[-*+]|(\d{1,3})[.)])\s+(.*)$/s;
const BOX = /^\[([ xX])\](?:\s+(.*))?$/s;
const TAB_WIDTH = 4;
const DEEPEST = 3;

interface OpenList {
  readonly kind: 'list';
  readonly items: OpenItem[];
  /** How far in the items are that the next one may hang on. */
  indents: number[];
  isBehindBlank: boolean;
}
type OpenItem = Omit<ListItem, 'spans'> & { readonly lines: string[] };
type Open = { readonly kind: 'paragraph'; readonly lines: string[] } | OpenList;

/**
 * The part of Markdown that a handbook needs: headings, paragraphs, bold, lists with dots, numbers or boxes, rules. Everything else
 * stays the text that it is. Unlike elsewhere a line's end is kept, and bold may touch any character, as it must in Chinese. Never
 * throws, loses no letter, and takes time in proportion to the text.
 */
export function readMarkdown(text: string): readonly Block[] {
  const blocks: Block[] = [];
  let open: Open | null = null;
  const close = () => {
    if (open) blocks.push(closed(open));
    open = null;
  };
  for (const raw of text.split(LINE_END)) {
    const line = raw.trim();
    const indent = indentOf(raw);
    if (line === '') {
      if (open?.kind === 'list') open.isBehindBlank = true;
      else close();
      continue;
    }
    if (RULE.test(line)) {
      close();
      blocks.push({ kind: 'rule' });
      continue;
    }
    const heading = HEADING.exec(line);
    if (heading) {
      close();
      const level = Math.min(heading[1]?.length ?? 1, 3) as 1 | 2 | 3;
      blocks.push({ kind: 'heading', level, spans: spansOf([heading[2] ?? '']) });
      continue;
    }
    const item = ITEM.exec(line);
    if (item) {
      const list = listFor(open, indent, item[1] !== undefined);
      if (list !== open) close();
      open = list;
      addItem(list, indent, item);
      continue;
    }
    const last = open?.kind === 'list' && indent >= 2 ? open.items.at(-1) : undefined;
    if (last && open?.kind === 'list' && !open.isBehindBlank) {
      last.lines.push(line);
    } else if (open?.kind === 'paragraph') {
      open.lines.push(line);
    } else {
      close();
      open = { kind: 'paragraph', lines: [line] };
    }
  }
  close();
  return blocks;
}

/** The list that an item goes on with, or a new one: dots and numbers side by side are two lists. */
function listFor(open: Open | null, indent: number, isNumbered: boolean): OpenList {
  const first = open?.kind === 'list' ? open.items[0] : undefined;
  if (open?.kind === 'list' && first) {
    const isDeeper = indent >= (open.indents[0] ?? 0) + 2;
    if (isDeeper || (first.number !== null) === isNumbered) return open;
  }
  return { kind: 'list', items: [], indents: [], isBehindBlank: false };
}

function addItem(list: OpenList, indent: number, [, number, words = '']: RegExpExecArray): void {
  const { indents } = list;
  while (indents.length > 0 && indent < (indents.at(-1) ?? 0) + 2) indents.pop();
  const depth = Math.min(indents.length, DEEPEST);
  indents.push(indent);
  list.isBehindBlank = false;
  const box = BOX.exec(words);
  list.items.push({
    depth,
    number: number === undefined ? null : Number(number),
    isTicked: box ? box[1] !== ' ' : null,
    lines: [box ? (box[2] ?? '') : words],
  });
}

function closed(open: Open): Block {
  if (open.kind === 'paragraph') return { kind: 'paragraph', spans: spansOf(open.lines) };
  return {
    kind: 'list',
    items: open.items.map(({ lines, ...item }) => ({ ...item, spans: spansOf(lines) })),
  };
}

function indentOf(raw: string): number {
  let indent = 0;
  for (const character of raw) {
    if (character === '\t') indent += TAB_WIDTH;
    else if (character === '\u3000') indent += 2;
    else if (character === ' ') indent += 1;
    else break;
  }
  return indent;
}

/** Bold ends with its line; two stars without an end stay two stars. */
function spansOf(lines: readonly string[]): readonly Span[] {
  const spans: Span[] = [];
  const add = (text: string, isBold: boolean) => {
    const last = spans.at(-1);
    if (text === '') return;
    if (last?.isBold === isBold) spans[spans.length - 1] = { text: last.text + text, isBold };
    else spans.push({ text, isBold });
  };
  lines.forEach((line, nth) => {
    if (nth > 0) add('\n', false);
    const parts = line.split('**');
    const lastMark = parts.length % 2 === 0 ? parts.length - 1 : parts.length;
    parts.forEach((part, at) => {
      if (at === lastMark) add(`**${part}`, false);
      else add(part, at % 2 === 1);
    });
  });
  return spans;
}
