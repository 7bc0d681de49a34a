import * as v from 'valibot';
import type { Bytes } from '../encoding/bytes.ts';
import { decodeArray, encodeCbor } from '../encoding/cbor.ts';
import { type Parsed, parseShape, placeId, text, time, uint, uint32 } from './shapes.ts';

/** UTF-16 units of Markdown. The body of a change is bounded as all JSON is. */
export const HANDBOOK_LENGTH = 20_000;
const FORMAT = 1;

/** The street's own handbook; without one, phones and desk show the app's. */
export interface ToldHandbook {
  readonly version: number;
  readonly text: string;
}

const toldSchema = v.strictTuple([v.literal(FORMAT), uint32, text(HANDBOOK_LENGTH)]);

/** What is sealed under the gate's card, with `handbookAad`. */
export const encodeHandbook = ({ version, text: words }: ToldHandbook): Bytes =>
  encodeCbor([FORMAT, version, words]);

/** Null when malformed. */
export function parseHandbook(plain: Uint8Array): ToldHandbook | null {
  const parsed = parseShape(toldSchema, decodeArray(plain));
  return parsed.ok ? { version: parsed.value[1], text: parsed.value[2] } : null;
}

const answerSchema = v.object({
  /** 0: the street has none of its own; `text` is empty then. */
  version: uint32,
  text: text(HANDBOOK_LENGTH),
  changedAt: v.nullable(time),
  /** Name of the desk's device. */
  changedBy: text(100),
  /** Of the last 30 days, gates within the device's scope that answered. */
  results: v.array(
    v.object({
      gateId: placeId,
      /** Names that answered, how many questions, how many rightly. */
      people: uint(),
      asked: uint(),
      right: uint(),
      lastAt: time,
    }),
  ),
});
const changeSchema = v.strictObject({
  basedOn: uint32,
  /** Empty: the app's own holds again. */
  text: text(HANDBOOK_LENGTH),
});

export type HandbookAnswer = v.InferOutput<typeof answerSchema>;
export type HandbookChange = v.InferOutput<typeof changeSchema>;

export const parseHandbookAnswer = (json: unknown): Parsed<HandbookAnswer> =>
  parseShape(answerSchema, json);
export const parseHandbookChange = (json: unknown): Parsed<HandbookChange> =>
  parseShape(changeSchema, json);

export { answerSchema as handbookAnswerSchema, changeSchema as handbookChangeSchema };
