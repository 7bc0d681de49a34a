import * as v from 'valibot';
import {
  base64Url,
  filledText,
  hexId,
  incarnation,
  type Parsed,
  parseShape,
  placeId,
  text,
  time,
  uint,
  uint32,
} from './shapes.ts';

const gateSchema = v.object({
  id: placeId,
  name: filledText(100),
  compoundId: placeId,
  compoundName: filledText(100),
  cardEpoch: uint32,
  /** cardTag of the card that now opens the gate. */
  cardTag: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
  rosterGeneration: uint(),
  /** Size of the sealed roster file. */
  rosterBytes: uint(),
});

const answerSchema = v.object({
  serverTime: time,
  incarnation,
  /** Of the phone's own street and place, as they are called now. */
  streetName: filledText(100),
  placeName: filledText(100),
  /** Signed, base64url. */
  keyList: base64Url(256 * 1024),
  policy: base64Url(64 * 1024),
  /** Signed {version, list, bitmap}: pass number = list × 65,536 + index is revoked when its bit is set. */
  revocations: base64Url(1024 * 1024),
  gates: v.pipe(v.array(gateSchema), v.maxLength(1000)),
  /** Gates that are this phone's no more. */
  gone: v.pipe(v.array(placeId), v.maxLength(1000)),
  /** What the server has of this phone's open segments: after a restore it may be less than before. */
  acknowledged: v.pipe(
    v.array(v.object({ segmentId: hexId, number: uint32 })),
    v.maxLength(10_000),
  ),
});

/** Of the address: the version of the app that the phone runs, so that the desk sees it. */
const querySchema = v.strictObject({ app: v.optional(text(40)) });

export type PulledGate = v.InferOutput<typeof gateSchema>;
export type PullAnswer = v.InferOutput<typeof answerSchema>;

export const parsePullQuery = (query: unknown): Parsed<v.InferOutput<typeof querySchema>> =>
  parseShape(querySchema, query);
export const parsePullAnswer = (json: unknown): Parsed<PullAnswer> =>
  parseShape(answerSchema, json);
