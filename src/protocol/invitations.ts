import * as v from 'valibot';
import { ROLES } from '../domain/role.ts';
import { filledText, type Parsed, parseShape, placeId, text, time, uint } from './shapes.ts';

export const MAX_INVITED_PHONES = 50;
export const MAX_SHIFT_INVITATION_MS = 24 * 60 * 60_000;

/** Names an invitation without being of any use to join by it. */
const invitationId = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/));

const requestSchema = v.variant('kind', [
  /** For one device, ten minutes, without a further question. */
  v.strictObject({ kind: v.literal('single'), role: v.picklist(ROLES), placeId }),
  /** For several phones until the shift's end; each waits until the desk has approved it. Gates only. */
  v.strictObject({
    kind: v.literal('shift'),
    role: v.literal('gate'),
    placeId,
    phones: v.pipe(uint(MAX_INVITED_PHONES), v.minValue(1)),
    until: time,
  }),
]);

const offered = {
  invitationId,
  kind: v.picklist(['single', 'shift']),
  role: v.picklist(ROLES),
  placeId,
  placeName: text(100),
  usesLeft: uint(),
  expiresAt: time,
};

const madeSchema = v.object({
  ...offered,
  /** With its secret: shown once, never kept. */
  link: filledText(500),
});

/** Those within scope that can still be joined by. */
const answerSchema = v.object({ invitations: v.array(v.object(offered)) });

const endSchema = v.strictObject({ invitationId });

/** Detail `why` of the problem `public-url-unusable`. */
export const PUBLIC_URL_REFUSALS = [
  'plain-http',
  'untrusted-certificate',
  'wrong-name',
  'expired-certificate',
  'other-server',
] as const;
export type PublicUrlRefusal = (typeof PUBLIC_URL_REFUSALS)[number];

export type InvitationRequest = v.InferOutput<typeof requestSchema>;
export type InvitationMade = v.InferOutput<typeof madeSchema>;
export type InvitationsAnswer = v.InferOutput<typeof answerSchema>;
export type InvitationEnd = v.InferOutput<typeof endSchema>;

export const parseInvitationRequest = (json: unknown): Parsed<InvitationRequest> =>
  parseShape(requestSchema, json);
export const parseInvitationMade = (json: unknown): Parsed<InvitationMade> =>
  parseShape(madeSchema, json);
export const parseInvitationsAnswer = (json: unknown): Parsed<InvitationsAnswer> =>
  parseShape(answerSchema, json);
export const parseInvitationEnd = (json: unknown): Parsed<InvitationEnd> =>
  parseShape(endSchema, json);

export {
  answerSchema as invitationsAnswerSchema,
  endSchema as invitationEndSchema,
  madeSchema as invitationMadeSchema,
  requestSchema as invitationRequestSchema,
};
