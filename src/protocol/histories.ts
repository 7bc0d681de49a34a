import * as v from 'valibot';
import { HOUSEHOLD_COLOURS } from '../domain/reason.ts';
import { entryRowSchema } from './entries.ts';
import { type Parsed, parseShape, text, uint, uint32 } from './shapes.ts';

const querySchema = v.union([
  v.strictObject({ residentNumber: uint32 }),
  v.strictObject({ householdId: uint32 }),
]);

const answerSchema = v.object({
  household: v.object({
    id: uint32,
    room: text(200),
    compoundName: text(100),
    colour: v.picklist(HOUSEHOLD_COLOURS),
    size: uint(),
  }),
  people: v.array(
    v.object({
      rosterNumber: uint32,
      name: text(100),
      maskedName: text(100),
      relation: text(40),
    }),
  ),
  /** Newest first; of the resident asked for, or of the whole household. */
  rows: v.array(entryRowSchema),
  /** Older rows are there that did not fit. */
  more: v.boolean(),
});

export type HistoryQuery = v.InferOutput<typeof querySchema>;
export type HistoryAnswer = v.InferOutput<typeof answerSchema>;

export const parseHistoryQuery = (json: unknown): Parsed<HistoryQuery> =>
  parseShape(querySchema, json);
export const parseHistoryAnswer = (json: unknown): Parsed<HistoryAnswer> =>
  parseShape(answerSchema, json);

export { answerSchema as historyAnswerSchema, querySchema as historyQuerySchema };
