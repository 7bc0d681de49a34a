import * as v from 'valibot';
import {
  filledText,
  type Parsed,
  parseShape,
  placeId,
  text,
  time,
  uint,
  uint32,
} from './shapes.ts';

export const PASS_PAGE_LIMIT = 200;
export const MAX_PASS_DAYS = 365;

/** Days of the street that a pass is to be good for, the first of them today; never longer than the stored one is. */
const validDays = v.optional(v.pipe(uint(MAX_PASS_DAYS), v.minValue(1)));

const querySchema = v.strictObject({
  compoundId: placeId,
  kind: v.picklist(['resident', 'household']),
  /** Part of a name, a room or a phone's tail. */
  text: v.optional(filledText(40)),
  cursor: v.optional(filledText(200)),
  limit: v.pipe(uint(PASS_PAGE_LIMIT), v.minValue(1)),
  validDays,
});

const passSchema = v.object({
  kind: v.picklist(['resident', 'household']),
  passNumber: uint32,
  /** Null of a household's. */
  rosterNumber: v.nullable(uint32),
  householdId: uint32,
  /** Empty of a household's. */
  name: text(100),
  maskedName: text(100),
  room: text(200),
  building: text(40),
  /** Of this text, which may be good for less long than the number is. */
  validUntil: time,
  /** For the QR code. */
  passText: filledText(154),
  /** For typing: '7K3F-2Q'. */
  passCode: filledText(16),
});

const answerSchema = v.object({
  /** By building, unit and room. */
  passes: v.array(passSchema),
  next: v.nullable(filledText(200)),
  /** That the query finds in all. */
  total: uint(),
});

/** A lost pass: the number is revoked, and its holder gets another. */
const replaceSchema = v.strictObject({ passNumber: uint32, validDays });
const replacedSchema = v.object({ pass: passSchema });

const cardSchema = v.object({
  /** cardText: for the QR code and, grouped, for typing. */
  text: filledText(64),
  epoch: uint32,
  gateName: text(100),
  compoundName: text(100),
});

export type PassQuery = v.InferOutput<typeof querySchema>;
export type PassPage = v.InferOutput<typeof answerSchema>;
export type IssuedPass = v.InferOutput<typeof passSchema>;
export type PassReplace = v.InferOutput<typeof replaceSchema>;
export type PassReplaced = v.InferOutput<typeof replacedSchema>;
export type GateCardAnswer = v.InferOutput<typeof cardSchema>;

export const parsePassQuery = (json: unknown): Parsed<PassQuery> => parseShape(querySchema, json);
export const parsePassPage = (json: unknown): Parsed<PassPage> => parseShape(answerSchema, json);
export const parsePassReplace = (json: unknown): Parsed<PassReplace> =>
  parseShape(replaceSchema, json);
export const parsePassReplaced = (json: unknown): Parsed<PassReplaced> =>
  parseShape(replacedSchema, json);
export const parseGateCardAnswer = (json: unknown): Parsed<GateCardAnswer> =>
  parseShape(cardSchema, json);

export {
  answerSchema as passPageSchema,
  cardSchema as gateCardAnswerSchema,
  querySchema as passQuerySchema,
  replacedSchema as passReplacedSchema,
  replaceSchema as passReplaceSchema,
};
