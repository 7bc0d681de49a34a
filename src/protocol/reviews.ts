import * as v from 'valibot';
import { CASE_STEPS } from '../domain/gate-record.ts';
import { REASON_CODES } from '../domain/reason.ts';
import { entryRowSchema } from './entries.ts';
import { type Parsed, parseShape, placeId, text, time, uint, uint32 } from './shapes.ts';

const day = v.pipe(v.string(), v.isoDate());
const gateIds = v.optional(v.pipe(v.array(placeId), v.minLength(1), v.maxLength(500)));
const rowId = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}\/[1-9]\d{0,9}$/));
const ROWS_LIMIT = 500;

/**
 * What no gate could have seen, or a person decided against the rules: `breach` by all that is known now, `override`
 * by a reason in words. For review, never a rejection.
 */
export const REVIEW_KINDS = ['breach', 'override'] as const;

const reviewsAskedSchema = v.strictObject({ day, gateIds });
const reviewSchema = v.object({
  kind: v.picklist(REVIEW_KINDS),
  row: entryRowSchema,
  /** By what is known now; empty for an override. */
  reasons: v.array(v.picklist(REASON_CODES)),
  /** Null: nobody has looked at it yet. */
  reviewed: v.nullable(v.object({ at: time, by: text(100), note: text(200) })),
});
const reviewsSchema = v.object({
  reviews: v.pipe(v.array(reviewSchema), v.maxLength(ROWS_LIMIT)),
  total: uint(),
  /** False: entries are still being judged, and there may be more soon. */
  isWhole: v.optional(v.boolean()),
});
const reviewMadeSchema = v.strictObject({
  kind: v.picklist(REVIEW_KINDS),
  gateId: placeId,
  id: rowId,
  note: text(200),
});

/** Fever cases: parked or held for a fever, with what was done since; open ones of any day, closed ones of the day asked for. */
const casesAskedSchema = v.strictObject({ day, gateIds });
const caseSchema = v.object({
  row: entryRowSchema,
  /** Of the first reading; the clock runs from it. */
  since: time,
  closedAt: v.nullable(time),
  steps: v.array(
    v.object({ at: time, step: v.picklist(CASE_STEPS), by: text(40), note: text(500) }),
  ),
});
const casesSchema = v.object({ cases: v.pipe(v.array(caseSchema), v.maxLength(ROWS_LIMIT)) });

const outsideAskedSchema = v.strictObject({
  /** Compounds or what is above them; none: all of the device's scope. */
  placeId: v.optional(placeId),
  overdueOnly: v.boolean(),
});
const outsideSchema = v.object({
  households: v.pipe(
    v.array(
      v.object({
        householdId: uint32,
        room: text(200),
        compoundId: placeId,
        people: v.array(
          v.object({
            rosterNumber: v.nullable(uint32),
            maskedName: text(100),
            since: time,
            gateName: text(100),
            /** When they should be back; null: the rules set no time. */
            dueAt: v.nullable(time),
          }),
        ),
      }),
    ),
    v.maxLength(ROWS_LIMIT),
  ),
  peopleOut: uint(),
  overdue: uint(),
});
const doneSchema = v.object({});

export type Review = v.InferOutput<typeof reviewSchema>;
export type ReviewsAsked = v.InferOutput<typeof reviewsAskedSchema>;
export type ReviewsAnswer = v.InferOutput<typeof reviewsSchema>;
export type ReviewMade = v.InferOutput<typeof reviewMadeSchema>;
export type FeverCase = v.InferOutput<typeof caseSchema>;
export type CasesAsked = v.InferOutput<typeof casesAskedSchema>;
export type CasesAnswer = v.InferOutput<typeof casesSchema>;
export type OutsideAsked = v.InferOutput<typeof outsideAskedSchema>;
export type OutsideAnswer = v.InferOutput<typeof outsideSchema>;
export type Done = v.InferOutput<typeof doneSchema>;

export const parseReviewsAsked = (json: unknown): Parsed<ReviewsAsked> =>
  parseShape(reviewsAskedSchema, json);
export const parseReviewsAnswer = (json: unknown): Parsed<ReviewsAnswer> =>
  parseShape(reviewsSchema, json);
export const parseReviewMade = (json: unknown): Parsed<ReviewMade> =>
  parseShape(reviewMadeSchema, json);
export const parseCasesAsked = (json: unknown): Parsed<CasesAsked> =>
  parseShape(casesAskedSchema, json);
export const parseCasesAnswer = (json: unknown): Parsed<CasesAnswer> =>
  parseShape(casesSchema, json);
export const parseOutsideAsked = (json: unknown): Parsed<OutsideAsked> =>
  parseShape(outsideAskedSchema, json);
export const parseOutsideAnswer = (json: unknown): Parsed<OutsideAnswer> =>
  parseShape(outsideSchema, json);
export const parseDone = (json: unknown): Parsed<Done> => parseShape(doneSchema, json);

export {
  casesAskedSchema,
  casesSchema as casesAnswerSchema,
  doneSchema,
  outsideAskedSchema,
  outsideSchema as outsideAnswerSchema,
  reviewMadeSchema,
  reviewsAskedSchema,
  reviewsSchema as reviewsAnswerSchema,
};
