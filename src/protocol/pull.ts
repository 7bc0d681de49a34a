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

/** How often a phone asks, about: when nothing was heard of it for much longer, it is silent. */
export const PULL_EVERY_MS = 2 * 60_000;

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

/** The server's names for what it sends: a phone that says which it has is not sent the same again. */
const version = v.pipe(v.string(), v.regex(/^[\w.-]{1,64}$/));

const answerSchema = v.object({
  serverTime: time,
  incarnation,
  /** Of what is in this answer, and of what it leaves out because the phone has it. */
  versions: v.optional(
    v.object({
      keyList: version,
      policy: version,
      /** Absent: no rules are made for later. */
      nextPolicy: v.optional(version),
      revocations: version,
      gates: version,
    }),
  ),
  /** Of the phone's own street and place, as they are called now. */
  streetName: filledText(100),
  placeName: filledText(100),
  /** Signed, base64url. */
  keyList: v.optional(base64Url(256 * 1024)),
  /** The rules in force, and those that are made for later: the phone goes over to them by itself at their hour. */
  policy: v.optional(base64Url(64 * 1024)),
  nextPolicy: v.optional(base64Url(64 * 1024)),
  /** Signed {version, list: 0, bitmap}: a pass is revoked when the bit of its number is set. */
  revocations: v.optional(base64Url(1024 * 1024)),
  gates: v.optional(v.pipe(v.array(gateSchema), v.maxLength(1000))),
  /** Gates that are this phone's no more; together with `gates`. */
  gone: v.optional(v.pipe(v.array(placeId), v.maxLength(1000))),
  /**
   * What the server has of this phone's latest segments; left out for a phone that knows this incarnation. After a restore it may be less
   * than before; a segment that is not among them is sent again from its start, which adds nothing that is there.
   */
  acknowledged: v.optional(
    v.pipe(v.array(v.object({ segmentId: hexId, number: uint32 })), v.maxLength(10_000)),
  ),
});

/** All of the address may be missing: a phone that says nothing is sent everything. */
export const pullQuerySchema = v.strictObject({
  /** The version of the app that the phone runs, so that the desk sees it. */
  app: v.optional(text(40)),
  /** Records that it has not sent, in digits. */
  unsent: v.optional(v.pipe(v.string(), v.regex(/^\d{1,7}$/))),
  /** What the phone has, by the server's names. */
  keys: v.optional(version),
  policy: v.optional(version),
  next: v.optional(version),
  revoked: v.optional(version),
  gates: v.optional(version),
  incarnation: v.optional(incarnation),
});

export type PulledGate = v.InferOutput<typeof gateSchema>;
export type PullAnswer = v.InferOutput<typeof answerSchema>;

export const parsePullQuery = (query: unknown): Parsed<v.InferOutput<typeof pullQuerySchema>> =>
  parseShape(pullQuerySchema, query);
export const parsePullAnswer = (json: unknown): Parsed<PullAnswer> =>
  parseShape(answerSchema, json);

export { answerSchema as pullAnswerSchema };
