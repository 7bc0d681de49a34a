import { nineKeyOf } from '../domain/nine-key.ts';
import { TextColumn, translated } from './columns.ts';
import { matchRoom, normalQuery } from './room-match.ts';
import type { FindHit, RosterHousehold, RosterPerson } from './roster.ts';

export interface FinderColumns {
  readonly labels: TextColumn;
  readonly names: Uint8Array;
  readonly initials: Uint8Array;
  readonly tails: TextColumn;
  /** Row of the household, by row of the resident. */
  readonly householdRows: Uint32Array;
  readonly householdAt: (row: number) => RosterHousehold;
  readonly membersOf: (householdRow: number) => RosterPerson[];
  readonly person: (row: number) => RosterPerson;
}

type Found = { row: number; start: number; end: number; text: string };

const CAPITALS = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 97 && byte <= 122 ? byte - 32 : byte,
);
const NINE_KEYS = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte < 128 ? nineKeyOf(String.fromCharCode(byte)).charCodeAt(0) : byte,
);

/** One question, all meanings at once: room number, initials by letters or nine keys, name, phone tail. */
export class Finder {
  readonly #columns: FinderColumns;
  /** Labels without their dashes: '31502'. */
  readonly #compact: TextColumn;
  readonly #capitals: TextColumn;
  readonly #initials: TextColumn;
  readonly #initialDigits: TextColumn;

  constructor(columns: FinderColumns) {
    const { labels, initials, names } = columns;
    const size = columns.householdRows.length;
    const compact = new TextEncoder().encode(labels.joined.slice(1).replaceAll('-', ''));
    this.#columns = columns;
    this.#compact = new TextColumn(compact, countLines(compact));
    this.#capitals = new TextColumn(translated(names, CAPITALS), size);
    this.#initials = new TextColumn(initials, size);
    this.#initialDigits = new TextColumn(translated(initials, NINE_KEYS), size);
  }

  find(question: string, limit: number): FindHit[] {
    const query = normalQuery(question);
    if (query === '' || query === '-') return [];
    const people = [
      ...this.#grouped('initials', this.#byInitials(query), limit),
      ...this.#grouped('name', this.#byName(query), limit),
      ...this.#grouped('phone', this.#byPhone(query), limit),
    ];
    // Many rooms must not hide the few people that the same digits mean.
    const rooms = this.#byRoom(query, limit - Math.min(people.length, limit >> 1));
    return [...rooms, ...people].slice(0, limit);
  }

  #byRoom(query: string, limit: number): FindHit[] {
    const { labels, householdAt, membersOf } = this.#columns;
    const ranked: Found[][] = [[], [], [], [], []];
    let last = { row: -1, rank: 5 };
    this.#compact.search(query.replaceAll('-', ''), (row, skip) => {
      const text = labels.text(row);
      const match = matchRoom(text, query, skip);
      if (!match || (row === last.row && match.rank >= last.rank)) return;
      if (row === last.row) ranked[last.rank]?.pop();
      last = { row, rank: match.rank };
      ranked[match.rank]?.push({ row, start: match.start, end: match.end, text });
    });
    return ranked
      .flat()
      .slice(0, limit)
      .map(({ row, start, end, text }) => ({
        household: householdAt(row),
        by: 'room',
        hit: { start, end, text },
        people: membersOf(row),
      }));
  }

  #byInitials(query: string): Found[] {
    const column = /^\d{2,}$/.test(query)
      ? this.#initialDigits
      : /^[A-Z]+$/.test(query)
        ? this.#initials
        : null;
    if (!column) return [];
    const whole: Found[] = [];
    const begun: Found[] = [];
    let lastRow = -1;
    const found = (row: number, at: number): void => {
      if (row === lastRow) return;
      lastRow = row;
      const text = this.#initials.text(row).slice(at).split(',', 1)[0] ?? '';
      const hit = { row, start: 0, end: query.length, text };
      (text.length === query.length ? whole : begun).push(hit);
    };
    // Readings are searched first by first: the likeliest, then the others.
    column.search(`\n${query}`, found);
    const already = new Set([...whole, ...begun].map((one) => one.row));
    lastRow = -1;
    column.search(`,${query}`, (row, at) => {
      if (!already.has(row)) found(row, at + 1);
    });
    return [...whole, ...begun];
  }

  *#byName(query: string): Iterable<Found> {
    if (!/[\p{Script=Han}A-Z]/u.test(query)) return;
    const needle = query.replaceAll('-', ' ');
    const hits: { row: number; start: number }[] = [];
    this.#capitals.search(needle, (row, start) => {
      if (hits.at(-1)?.row !== row) hits.push({ row, start });
    });
    for (const { row, start } of hits) {
      const text = this.#columns.person(row).name;
      yield { row, start, end: start + needle.length, text };
    }
  }

  /** The tail's first or last digits; of a whole number only its tail counts. */
  #byPhone(query: string): Found[] {
    const digits = /^1\d{10}$/.test(query) ? query.slice(-4) : query;
    if (!/^\d{2,4}$/.test(digits)) return [];
    const { tails } = this.#columns;
    const hits: Found[] = [];
    tails.search(digits, (row, start) => {
      const text = tails.text(row);
      const end = start + digits.length;
      const outside = start === 0 || end === text.length;
      if (outside && hits.at(-1)?.row !== row) hits.push({ row, start, end, text });
    });
    return hits;
  }

  /** People of one household who were hit in the same text stand under one hit. */
  #grouped(by: FindHit['by'], found: Iterable<Found>, limit: number): FindHit[] {
    const { householdRows, householdAt, person } = this.#columns;
    const groups = new Map<string, FindHit & { people: RosterPerson[] }>();
    for (const { row, start, end, text } of found) {
      const household = householdRows[row] as number;
      const key = `${household} ${text}`;
      const group = groups.get(key);
      if (group) group.people.push(person(row));
      else if (groups.size >= limit) break;
      else {
        groups.set(key, {
          household: householdAt(household),
          by,
          hit: { start, end, text },
          people: [person(row)],
        });
      }
    }
    return [...groups.values()];
  }
}

function countLines(bytes: Uint8Array): number {
  let lines = 0;
  for (const byte of bytes) if (byte === 10) lines++;
  return lines;
}
