import { nineKeyOf } from '../domain/nine-key.ts';
import { TextColumn, translated } from './columns.ts';
import { matchRoom, normalQuery } from './room-match.ts';
import type { FindHit, RosterPerson } from './roster.ts';
import type { RosterPart } from './roster-part.ts';

interface FinderColumns {
  readonly labels: TextColumn;
  readonly names: TextColumn;
  readonly nameBytes: Uint8Array;
  readonly initials: Uint8Array;
  readonly tails: TextColumn;
  /** Row of the household, by row of the resident. */
  readonly householdRows: Uint32Array;
}

/** `row`: of a household when a room was asked for, else of a resident. */
interface Found {
  readonly row: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const CAPITALS = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 97 && byte <= 122 ? byte - 32 : byte,
);
const NINE_KEYS = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte < 128 ? nineKeyOf(String.fromCharCode(byte)).charCodeAt(0) : byte,
);

const ROOM_RANKS = [0, 1, 2, 3, 4] as const;
/** The likeliest reading before the others, whole initials before begun ones: places in what `initials` gives. */
const INITIAL_RANKS = [0, 1, 2, 3] as const;

/** What one question, in its normal form, means in one file: rooms, initials by letters or nine keys, names, phone tails. */
export class Finder {
  readonly #columns: FinderColumns;
  /** Labels without their dashes: '31502'. */
  readonly #compact: TextColumn;
  readonly #capitals: TextColumn;
  readonly #initials: TextColumn;
  readonly #initialDigits: TextColumn;

  constructor(columns: FinderColumns) {
    const { labels, initials, nameBytes } = columns;
    const size = columns.householdRows.length;
    const compact = new TextEncoder().encode(labels.joined.slice(1).replaceAll('-', ''));
    this.#columns = columns;
    this.#compact = new TextColumn(compact, countLines(compact));
    this.#capitals = new TextColumn(translated(nameBytes, CAPITALS), size);
    this.#initials = new TextColumn(initials, size);
    this.#initialDigits = new TextColumn(translated(initials, NINE_KEYS), size);
  }

  /** By rank, the best first; in each by row. */
  rooms(query: string): Found[][] {
    const { labels } = this.#columns;
    const ranked: Found[][] = ROOM_RANKS.map(() => []);
    let last = { row: -1, rank: 5 };
    this.#compact.search(query.replaceAll('-', ''), (row, skip) => {
      const text = labels.text(row);
      const match = matchRoom(text, query, skip);
      if (!match || (row === last.row && match.rank >= last.rank)) return;
      if (row === last.row) ranked[last.rank]?.pop();
      last = { row, rank: match.rank };
      ranked[match.rank]?.push({ row, start: match.start, end: match.end, text });
    });
    return ranked;
  }

  /** By rank; in each by row. */
  initials(query: string): Found[][] {
    const column = /^\d{2,}$/.test(query)
      ? this.#initialDigits
      : /^[A-Z]+$/.test(query)
        ? this.#initials
        : null;
    const ranked: Found[][] = INITIAL_RANKS.map(() => []);
    if (!column) return ranked;
    let lastRow = -1;
    const found = (row: number, at: number, rank: number): void => {
      if (row === lastRow) return;
      lastRow = row;
      const text = this.#initials.text(row).slice(at).split(',', 1)[0] ?? '';
      const hit = { row, start: 0, end: query.length, text };
      ranked[text.length === query.length ? rank : rank + 2]?.push(hit);
    };
    // Readings are searched first by first: the likeliest, then the others.
    column.search(`\n${query}`, (row, at) => found(row, at, 0));
    const already = new Set(ranked.flat().map((one) => one.row));
    lastRow = -1;
    column.search(`,${query}`, (row, at) => {
      if (!already.has(row)) found(row, at + 1, 1);
    });
    return ranked;
  }

  *names(query: string): Iterable<Found> {
    if (!/[\p{Script=Han}A-Z]/u.test(query)) return;
    const needle = query.replaceAll('-', ' ');
    const hits: { row: number; start: number }[] = [];
    this.#capitals.search(needle, (row, start) => {
      if (hits.at(-1)?.row !== row) hits.push({ row, start });
    });
    for (const { row, start } of hits) {
      const text = this.#columns.names.text(row);
      yield { row, start, end: start + needle.length, text };
    }
  }

  /** The tail's first or last digits; of a whole number only its tail counts. */
  phones(query: string): Found[] {
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
}

/** A file whose households stand between those of another one. */
export interface FinderSource {
  readonly part: RosterPart;
  readonly isShown: (householdRow: number) => boolean;
  /** Where the household stands among those of all sources. */
  readonly place: (householdRow: number) => number;
}

interface Placed extends Found {
  readonly source: FinderSource;
  readonly householdRow: number;
}

/** One question, all meanings at once, over one file or several that together are a roster. */
export function findIn(
  sources: readonly FinderSource[],
  question: string,
  limit: number,
): FindHit[] {
  const query = normalQuery(question);
  if (query === '' || query === '-') return [];
  const initials = sources.map(({ part }) => part.finder.initials(query));
  const people = [
    ...grouped('initials', byRank(sources, initials, INITIAL_RANKS, ofResident), limit),
    ...grouped(
      'name',
      merged(sources, (_, { part }) => part.finder.names(query), ofResident),
      limit,
    ),
    ...grouped(
      'phone',
      merged(sources, (_, { part }) => part.finder.phones(query), ofResident),
      limit,
    ),
  ];
  // Many rooms must not hide the few people that the same digits mean.
  const atMost = limit - Math.min(people.length, limit >> 1);
  const rooms: FindHit[] = [];
  const ranked = sources.map(({ part }) => part.finder.rooms(query));
  for (const room of byRank(sources, ranked, ROOM_RANKS, (_, row) => row)) {
    if (rooms.length >= atMost) break;
    const { part } = room.source;
    rooms.push({
      household: part.householdAt(room.householdRow),
      by: 'room',
      hit: { start: room.start, end: room.end, text: room.text },
      people: part.membersOf(room.householdRow),
    });
  }
  return [...rooms, ...people].slice(0, limit);
}

type HouseholdRowOf = (part: RosterPart, row: number) => number;
const ofResident: HouseholdRowOf = (part, row) => part.householdRowOf(row);

function* byRank(
  sources: readonly FinderSource[],
  ranked: readonly (readonly Found[][])[],
  ranks: readonly number[],
  householdRowOf: HouseholdRowOf,
): Iterable<Placed> {
  for (const rank of ranks) {
    yield* merged(sources, (at) => ranked[at]?.[rank] ?? [], householdRowOf);
  }
}

/** Each source gives its own in order; together they come in the order of their places. */
function* merged(
  sources: readonly FinderSource[],
  foundIn: (at: number, source: FinderSource) => Iterable<Found>,
  householdRowOf: HouseholdRowOf,
): Iterable<Placed> {
  const ways = sources.map((source, at) => {
    const found = placed(source, foundIn(at, source), householdRowOf);
    return { source, found, next: found.next() };
  });
  for (;;) {
    let first: (typeof ways)[number] | null = null;
    let least = Number.POSITIVE_INFINITY;
    for (const way of ways) {
      if (way.next.done) continue;
      const place = way.source.place(way.next.value.householdRow);
      if (place < least) [first, least] = [way, place];
    }
    if (!first || first.next.done) return;
    yield first.next.value;
    first.next = first.found.next();
  }
}

function* placed(
  source: FinderSource,
  found: Iterable<Found>,
  householdRowOf: HouseholdRowOf,
): Generator<Placed, undefined> {
  for (const one of found) {
    const householdRow = householdRowOf(source.part, one.row);
    if (source.isShown(householdRow)) yield { ...one, source, householdRow };
  }
}

/** People of one household who were hit in the same text stand under one hit. */
function grouped(by: FindHit['by'], found: Iterable<Placed>, limit: number): FindHit[] {
  const groups = new Map<string, FindHit & { people: RosterPerson[] }>();
  for (const { source, householdRow, row, start, end, text } of found) {
    const { part } = source;
    const key = `${part.householdAt(householdRow).id} ${text}`;
    const group = groups.get(key);
    if (group) group.people.push(part.person(row));
    else if (groups.size >= limit) break;
    else {
      groups.set(key, {
        household: part.householdAt(householdRow),
        by,
        hit: { start, end, text },
        people: [part.person(row)],
      });
    }
  }
  return [...groups.values()];
}

function countLines(bytes: Uint8Array): number {
  let lines = 0;
  for (const byte of bytes) if (byte === 10) lines++;
  return lines;
}
