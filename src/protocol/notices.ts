import * as v from 'valibot';
import { NOTICE_TEXT_LENGTH, NOTICE_TITLE_LENGTH, type StreetNotice } from '../domain/notice.ts';
import { type Bytes, idBytes, toHex } from '../encoding/bytes.ts';
import { decodeArray, encodeCbor } from '../encoding/cbor.ts';
import {
  bytes,
  filledText,
  hexId,
  type Parsed,
  parseShape,
  placeId,
  text,
  time,
  uint,
} from './shapes.ts';

const FORMAT = 1;
/** As many as a gate is told, the newest. */
export const NOTICES_TOLD = 50;
const READERS_LIMIT = 500;
const KINDS = ['words', 'policy'] as const;

const toldNotice = v.strictTuple([
  bytes(16),
  v.picklist([0, 1]),
  text(100),
  text(NOTICE_TITLE_LENGTH),
  text(NOTICE_TEXT_LENGTH),
  time,
  text(100),
  v.nullable(time),
  v.nullable(v.strictTuple([uint(), time])),
  v.pipe(v.array(text(40)), v.maxLength(READERS_LIMIT)),
]);
const toldSchema = v.strictTuple([
  v.literal(FORMAT),
  v.pipe(v.array(toldNotice), v.maxLength(NOTICES_TOLD)),
]);

/** What is sealed under the gate's card, with `noticesAad`. */
export const encodeNotices = (notices: readonly StreetNotice[]): Bytes =>
  encodeCbor([
    FORMAT,
    notices
      .slice(0, NOTICES_TOLD)
      .map(({ id, kind, placeName, title, text, madeAt, madeBy, expiresAt, policy, readBy }) => [
        idBytes(id),
        KINDS.indexOf(kind),
        placeName,
        title,
        text,
        madeAt,
        madeBy,
        expiresAt,
        policy && [policy.version, policy.effectiveFrom],
        readBy.slice(0, READERS_LIMIT),
      ]),
  ]);

/** Null when malformed. */
export function parseNotices(plain: Uint8Array): readonly StreetNotice[] | null {
  const parsed = parseShape(toldSchema, decodeArray(plain));
  if (!parsed.ok) return null;
  return parsed.value[1].map(
    ([id, kind, placeName, title, words, madeAt, madeBy, expiresAt, policy, readBy]) => ({
      id: toHex(id),
      kind: KINDS[kind],
      placeName,
      title,
      text: words,
      madeAt,
      madeBy,
      expiresAt,
      policy: policy && { version: policy[0], effectiveFrom: policy[1] },
      readBy,
    }),
  );
}

const listedNotice = v.object({
  id: hexId,
  kind: v.picklist(KINDS),
  placeId,
  placeName: text(100),
  title: text(NOTICE_TITLE_LENGTH),
  text: text(NOTICE_TEXT_LENGTH),
  madeAt: time,
  /** Name of the desk's device. */
  madeBy: text(100),
  /** Null: until it is withdrawn. */
  expiresAt: v.nullable(time),
  withdrawnAt: v.nullable(time),
  policy: v.nullable(v.object({ version: uint(), effectiveFrom: time })),
  /** Open gates within the device's scope that it is for, and those where somebody has read it. */
  gates: uint(),
  gatesRead: uint(),
  /** The same of phones that work any of these gates. */
  phones: uint(),
  phonesRead: uint(),
});
const noticesAnswerSchema = v.object({
  /** For any gate within the device's scope, newest first, the first 200. */
  notices: v.pipe(v.array(listedNotice), v.maxLength(200)),
});

const noticeReadSchema = v.object({
  /** As the volunteer's name was typed; empty: nobody on duty was named. */
  by: text(40),
  deviceId: hexId,
  deviceName: text(100),
  /** By the phone's clock. */
  at: time,
});
const noticeGateSchema = v.object({
  id: placeId,
  name: text(100),
  compoundName: text(100),
  /** Earliest first. */
  reads: v.array(noticeReadSchema),
});
const noticeAnswerSchema = v.object({
  notice: listedNotice,
  /** Every gate that it is for within the device's scope. */
  gates: v.array(noticeGateSchema),
  /** Phones that work any of these gates and on which nobody has read it. */
  unreadPhones: v.array(
    v.object({ deviceId: hexId, name: text(100), lastSeenAt: v.nullable(time) }),
  ),
});

const noticeChangeSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('make'),
    /** Made up by the desk, so that the same notice sent twice is one. */
    id: hexId,
    placeId,
    title: filledText(NOTICE_TITLE_LENGTH),
    text: text(NOTICE_TEXT_LENGTH),
    expiresAt: v.nullable(time),
  }),
  v.strictObject({ kind: v.literal('withdraw'), id: hexId }),
]);

export type ListedNotice = v.InferOutput<typeof listedNotice>;
export type NoticesAnswer = v.InferOutput<typeof noticesAnswerSchema>;
export type NoticeGate = v.InferOutput<typeof noticeGateSchema>;
export type NoticeAnswer = v.InferOutput<typeof noticeAnswerSchema>;
export type NoticeChange = v.InferOutput<typeof noticeChangeSchema>;

export const parseNoticesAnswer = (json: unknown): Parsed<NoticesAnswer> =>
  parseShape(noticesAnswerSchema, json);
export const parseNoticeAnswer = (json: unknown): Parsed<NoticeAnswer> =>
  parseShape(noticeAnswerSchema, json);
export const parseNoticeChange = (json: unknown): Parsed<NoticeChange> =>
  parseShape(noticeChangeSchema, json);

export { noticeAnswerSchema, noticeChangeSchema, noticesAnswerSchema };
