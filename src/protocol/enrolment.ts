import * as v from 'valibot';
import { PLACE_KINDS } from '../domain/place.ts';
import { ROLES } from '../domain/role.ts';
import { base64Url, filledText, type Parsed, parseShape, placeId } from './shapes.ts';

export const LOCALES = ['zh-CN', 'zh-TW', 'en'] as const;

const requestSchema = v.strictObject({
  /** The invitation's 16 bytes, base64url. */
  token: v.pipe(v.string(), v.regex(/^[\w-]{22}$/)),
  /** The new device key, 65 raw bytes, base64url. The request is signed with it. */
  publicKey: v.pipe(v.string(), v.regex(/^[\w-]{87}$/)),
  /** How the desk shall call the device. */
  name: filledText(40),
  locale: v.picklist(LOCALES),
});

const answerSchema = v.object({
  /** Device certificate, base64url of COSE_Sign1. */
  certificate: base64Url(2048),
  /** 65 raw bytes, base64url; its hash must be the invitation's. */
  rootPublicKey: v.pipe(v.string(), v.regex(/^[\w-]{87}$/)),
  keyList: base64Url(256 * 1024),
  role: v.picklist(ROLES),
  place: v.object({ id: placeId, name: filledText(100), kind: v.picklist(PLACE_KINDS) }),
  streetName: filledText(100),
});

export type EnrolRequest = v.InferOutput<typeof requestSchema>;
export type EnrolAnswer = v.InferOutput<typeof answerSchema>;

export const parseEnrolRequest = (json: unknown): Parsed<EnrolRequest> =>
  parseShape(requestSchema, json);
export const parseEnrolAnswer = (json: unknown): Parsed<EnrolAnswer> =>
  parseShape(answerSchema, json);
