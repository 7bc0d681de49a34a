import * as v from 'valibot';
import { filledText, type Parsed, parseShape, placeId, text, uint, uint32 } from './shapes.ts';

export const PASS_PAGE_LIMIT = 200;

const querySchema = v.strictObject({
  compoundId: placeId,
  cursor: v.optional(filledText(200)),
  limit: v.pipe(uint(PASS_PAGE_LIMIT), v.minValue(1)),
});

const answerSchema = v.object({
  passes: v.array(
    v.object({
      rosterNumber: uint32,
      name: text(100),
      maskedName: text(100),
      room: text(200),
      /** For the QR code. */
      passText: filledText(154),
    }),
  ),
  next: v.nullable(filledText(200)),
});

const cardSchema = v.object({
  /** cardText: for the QR code and, grouped, for typing. */
  text: filledText(64),
  epoch: uint32,
  gateName: text(100),
  compoundName: text(100),
});

export type PassQuery = v.InferOutput<typeof querySchema>;
export type PassPage = v.InferOutput<typeof answerSchema>;
export type GateCardAnswer = v.InferOutput<typeof cardSchema>;

export const parsePassQuery = (json: unknown): Parsed<PassQuery> => parseShape(querySchema, json);
export const parsePassPage = (json: unknown): Parsed<PassPage> => parseShape(answerSchema, json);
export const parseGateCardAnswer = (json: unknown): Parsed<GateCardAnswer> =>
  parseShape(cardSchema, json);
