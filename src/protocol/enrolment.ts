import * as v from 'valibot';
import { PLACE_KINDS } from '../domain/place.ts';
import { ROLES } from '../domain/role.ts';
import { base64Url, filledText, type Parsed, parseShape, placeId } from './shapes.ts';

export const LOCALES = ['zh-CN', 'zh-TW', 'en'] as const;

/** 65 raw bytes, base64url. */
const publicKey = v.pipe(v.string(), v.regex(/^[\w-]{87}$/));

const requestSchema = v.strictObject({
  /** The invitation's 16 bytes, base64url. */
  token: v.pipe(v.string(), v.regex(/^[\w-]{22}$/)),
  /** The new device key. The request is signed with it. */
  publicKey,
  /** How the desk shall call the device. */
  name: filledText(40),
  locale: v.picklist(LOCALES),
});

/** Asked again and again by a phone that waits for the desk; signed with the same key. */
const waitSchema = v.strictObject({ publicKey });

const enrolledSchema = v.object({
  kind: v.literal('enrolled'),
  /** Device certificate, base64url of COSE_Sign1. */
  certificate: base64Url(2048),
  /** Its hash must be the invitation's. */
  rootPublicKey: publicKey,
  keyList: base64Url(256 * 1024),
  role: v.picklist(ROLES),
  place: v.object({ id: placeId, name: filledText(100), kind: v.picklist(PLACE_KINDS) }),
  streetName: filledText(100),
});

/** The desk compares these four digits with those on the phone, and approves. */
const waitingSchema = v.object({
  kind: v.literal('waiting'),
  checkCode: v.pipe(v.string(), v.regex(/^\d{4}$/)),
});

const answerSchema = v.variant('kind', [enrolledSchema, waitingSchema]);

export type EnrolRequest = v.InferOutput<typeof requestSchema>;
export type EnrolWait = v.InferOutput<typeof waitSchema>;
export type EnrolAnswer = v.InferOutput<typeof answerSchema>;

export const parseEnrolRequest = (json: unknown): Parsed<EnrolRequest> =>
  parseShape(requestSchema, json);
export const parseEnrolWait = (json: unknown): Parsed<EnrolWait> => parseShape(waitSchema, json);
export const parseEnrolAnswer = (json: unknown): Parsed<EnrolAnswer> =>
  parseShape(answerSchema, json);

export {
  answerSchema as enrolAnswerSchema,
  requestSchema as enrolRequestSchema,
  waitSchema as enrolWaitSchema,
};
