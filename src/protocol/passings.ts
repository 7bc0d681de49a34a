import * as v from 'valibot';
import { PURPOSES, type RecordId } from '../domain/entry.ts';
import type { GatePassing, PassingChanges } from '../domain/passings.ts';
import { type Bytes, idBytes, toHex } from '../encoding/bytes.ts';
import { decodeArray, encodeCbor } from '../encoding/cbor.ts';
import { bytes, type Parsed, parseShape, placeId, time, uint32 } from './shapes.ts';

/** Passings and removals in one answer. */
export const PASSINGS_PAGE = 2_000;
const MAX_PAGE_BYTES = 256 * 1024;

/** Made by the server, of use to nobody else; it says nothing about anybody's doings. */
const cursor = v.pipe(v.string(), v.regex(/^[0-9a-z.-]{1,200}$/));

export const passingsQuerySchema = v.strictObject({ since: v.optional(cursor) });

/** The gate's households, from `since` on; without it, or with one that is of no use any more, from the start. */
export const parsePassingsQuery = (
  query: unknown,
): Parsed<v.InferOutput<typeof passingsQuerySchema>> => parseShape(passingsQuerySchema, query);

/** What can be read without the gate's card. */
export interface PassingsAnswer {
  /** Of the card that the page is sealed under. */
  readonly cardEpoch: number;
  /** It begins from the start: what was there before is of no use any more. */
  readonly isFresh: boolean;
  /** Ask again at once, with this cursor. */
  readonly more: boolean;
  readonly cursor: string;
  /** Epoch ms. */
  readonly serverTime: number;
  /** Sealed under the card's pull key; null: nothing changed. */
  readonly page: Bytes | null;
}

const VERSION = 1;
const answerSchema = v.strictTuple([
  v.literal(VERSION),
  uint32,
  v.boolean(),
  v.boolean(),
  cursor,
  time,
  v.nullable(bytes(28, MAX_PAGE_BYTES)),
]);

export const encodePassingsAnswer = (answer: PassingsAnswer): Bytes =>
  encodeCbor([
    VERSION,
    answer.cardEpoch,
    answer.isFresh,
    answer.more,
    answer.cursor,
    answer.serverTime,
    answer.page,
  ]);

/** Null when malformed. */
export function parsePassingsAnswer(body: Uint8Array): PassingsAnswer | null {
  const parsed = parseShape(answerSchema, decodeArray(body));
  if (!parsed.ok) return null;
  const [, cardEpoch, isFresh, more, next, serverTime, page] = parsed.value;
  return { cardEpoch, isFresh, more, cursor: next, serverTime, page };
}

const indices = v.pipe(v.array(uint32), v.maxLength(PASSINGS_PAGE));
/** −1 for none. */
const numbersOrNone = v.pipe(
  v.array(v.pipe(v.number(), v.safeInteger(), v.minValue(-1), v.maxValue(0xffff_ffff))),
  v.maxLength(PASSINGS_PAGE),
);
const differences = v.pipe(
  v.array(v.pipe(v.number(), v.safeInteger())),
  v.maxLength(PASSINGS_PAGE),
);

const pageSchema = v.strictTuple([
  v.literal(VERSION),
  v.pipe(v.array(placeId), v.maxLength(PASSINGS_PAGE)),
  v.pipe(v.array(bytes(16)), v.maxLength(PASSINGS_PAGE)),
  indices,
  indices,
  indices,
  numbersOrNone,
  indices,
  differences,
  indices,
  numbersOrNone,
  indices,
  indices,
]);

const NONE = -1;

/** A page before it is sealed: one column after the other, so that neighbours are alike and small. */
export function encodePassings({ passings, removed }: PassingChanges): Bytes {
  const gates = new Places<string>();
  const segments = new Places<string>();
  const segmentOf = (id: RecordId): number => segments.of(id.segmentId);
  let second = 0;
  const columns = [
    passings.map(({ id }) => segmentOf(id)),
    passings.map(({ id }) => id.number),
    passings.map(({ householdId }) => householdId),
    passings.map(({ rosterNumber }) => rosterNumber ?? NONE),
    passings.map(({ direction }) => Number(direction === 'in')),
    passings.map(({ at }) => {
      const before = second;
      second = Math.floor(at / 1000);
      return second - before;
    }),
    passings.map(({ gateId }) => gates.of(gateId)),
    passings.some(({ purpose }) => purpose !== null)
      ? passings.map(({ purpose }) => (purpose === null ? NONE : PURPOSES.indexOf(purpose)))
      : [],
    removed.map(segmentOf),
    removed.map(({ number }) => number),
  ];
  return encodeCbor([VERSION, gates.all, segments.all.map(idBytes), ...columns]);
}

/** Null when it is none of ours. */
export function parsePassings(plain: Uint8Array): PassingChanges | null {
  const parsed = parseShape(pageSchema, decodeArray(plain));
  if (!parsed.ok) return null;
  const [, gates, segmentBytes, ...columns] = parsed.value;
  const [inSegments, numbers, households, residents, directions, times, ...more] = columns;
  const [atGates, purposes, removedIn, removedNumbers] = more;
  const segments = segmentBytes.map(toHex);
  const idOf = (segment: number | undefined, number: number | undefined): RecordId | null => {
    const segmentId = segments[segment ?? NONE];
    return segmentId === undefined || number === undefined ? null : { segmentId, number };
  };
  const passings: GatePassing[] = [];
  let second = 0;
  for (const [row, segment] of inSegments.entries()) {
    const id = idOf(segment, numbers[row]);
    const [householdId, resident, gateId] = [
      households[row],
      residents[row],
      gates[atGates[row] ?? NONE],
    ];
    second += times[row] ?? Number.NaN;
    if (!id || householdId === undefined || resident === undefined || gateId === undefined) {
      return null;
    }
    if (!Number.isSafeInteger(second)) return null;
    passings.push({
      id,
      householdId,
      rosterNumber: resident === NONE ? null : resident,
      direction: directions[row] === 0 ? 'out' : 'in',
      at: second * 1000,
      gateId,
      // One that a newer server knows is none that this phone could count.
      purpose: PURPOSES[purposes[row] ?? NONE] ?? null,
    });
  }
  const removed = removedIn.map((segment, row) => idOf(segment, removedNumbers[row]));
  return removed.includes(null) ? null : { passings, removed: removed.filter((id) => id !== null) };
}

/** Each value once, named by its place. */
class Places<T> {
  readonly all: T[] = [];
  readonly #places = new Map<T, number>();

  of(value: T): number {
    const known = this.#places.get(value);
    if (known !== undefined) return known;
    this.#places.set(value, this.all.length);
    return this.all.push(value) - 1;
  }
}

export { answerSchema as passingsAnswerSchema };
