import { ownText } from './cell.ts';
import { UnreadableTable } from './unreadable-table.ts';

/** A tag or a text longer than this is no spreadsheet's. */
const MAX_TOKEN = 1_000_000;

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

const withoutEntities = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(#x[\da-f]+|#\d+|\w+);/gi, (whole, name: string) => {
        if (!name.startsWith('#')) return NAMED[name] ?? whole;
        const hex = /^#x/i.test(name);
        const code = Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10);
        return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      })
    : text;

/** Text of an element in workbooks: entities, and _x000D_ for what XML cannot carry. */
export function plainText(raw: string): string {
  const text = withoutEntities(raw);
  return ownText(
    text.includes('_x')
      ? text.replace(/_x([\da-fA-F]{4})_/g, (_, hex: string) =>
          String.fromCharCode(Number.parseInt(hex, 16)),
        )
      : text,
  );
}

/** Value of an attribute among those of a tag, whatever its namespace prefix; null when it is not there. */
export function attribute(attributes: string, name: string): string | null {
  for (let at = attributes.indexOf(`${name}=`); at >= 0; ) {
    const before = attributes[at - 1];
    if (before === undefined || /[\s:]/.test(before)) {
      const start = at + name.length + 1;
      const quote = attributes[start] ?? '';
      const end = attributes.indexOf(quote, start + 1);
      return end < 0 ? null : withoutEntities(attributes.slice(start + 1, end));
    }
    at = attributes.indexOf(`${name}=`, at + 1);
  }
  return null;
}

export interface XmlEvents {
  /** Local name, without prefix; `attributes` as they stand in the tag. */
  open(name: string, attributes: string): void;
  close(name: string): void;
  /** As it stands there: see `plainText`. */
  text(raw: string): void;
}

/** The tags and texts of XML that comes in chunks; nothing of it is kept. */
export class XmlTokens {
  readonly #events: XmlEvents;
  #rest = '';

  constructor(events: XmlEvents) {
    this.#events = events;
  }

  /** @throws UnreadableTable `damaged` */
  write(chunk: string): void {
    const xml = this.#rest === '' ? chunk : this.#rest + chunk;
    let at = 0;
    for (;;) {
      const start = xml.indexOf('<', at);
      if (start < 0) break;
      if (start > at) this.#events.text(xml.slice(at, start));
      at = start;
      const end = this.#endOf(xml, start);
      if (end < 0) break;
      this.#markup(xml, start, end);
      at = end + 1;
    }
    // A text is given whole: the rest waits for its end.
    this.#rest = ownText(xml.slice(at));
    if (this.#rest.length > MAX_TOKEN) throw new UnreadableTable('damaged');
  }

  #endOf(xml: string, start: number): number {
    if (xml[start + 1] !== '!') return xml.indexOf('>', start + 1);
    if (xml.length - start < 9) return -1;
    const closing = xml.startsWith('<!--', start)
      ? '-->'
      : xml.startsWith('<![CDATA[', start)
        ? ']]>'
        : '>';
    const end = xml.indexOf(closing, start + 4);
    return end < 0 ? -1 : end + closing.length - 1;
  }

  #markup(xml: string, start: number, end: number): void {
    const sign = xml.charCodeAt(start + 1);
    if (sign === 0x3f) return;
    if (sign === 0x21) {
      if (!xml.startsWith('<![CDATA[', start)) return;
      this.#events.text(xml.slice(start + 9, end - 2).replaceAll('&', '&amp;'));
      return;
    }
    if (sign === 0x2f) {
      this.#events.close(localName(xml, start + 2, end));
      return;
    }
    const isEmpty = xml.charCodeAt(end - 1) === 0x2f;
    const last = isEmpty ? end - 1 : end;
    let nameEnd = start + 1;
    while (nameEnd < last && xml.charCodeAt(nameEnd) > 0x20) nameEnd++;
    const name = localName(xml, start + 1, nameEnd);
    this.#events.open(name, nameEnd < last ? xml.slice(nameEnd, last) : '');
    if (isEmpty) this.#events.close(name);
  }
}

function localName(xml: string, start: number, end: number): string {
  const name = xml.slice(start, end);
  const colon = name.indexOf(':');
  return (colon < 0 ? name : name.slice(colon + 1)).trimEnd();
}
