import * as v from 'valibot';
import { STANDARDS_LIMIT, STANDARDS_TITLE_LENGTH } from '../domain/gate-day.ts';
import { type Parsed, parseShape, placeId, text, time, uint32 } from './shapes.ts';

const items = v.pipe(
  v.array(
    v.strictObject({ id: v.pipe(uint32, v.minValue(1)), title: text(STANDARDS_TITLE_LENGTH) }),
  ),
  v.minLength(1),
  v.maxLength(STANDARDS_LIMIT),
  v.check((list) => new Set(list.map(({ id }) => id)).size === list.length),
);

const answerSchema = v.object({
  version: uint32,
  items,
  /** The last answer of each gate within the device's scope that gave one. */
  gates: v.array(
    v.object({
      gateId: placeId,
      at: time,
      by: text(40),
      note: text(500),
      version: uint32,
      /** Ids of items; those that the street has taken off its list since are left out. */
      missing: v.array(uint32),
      /** Given in a shift that is still open. */
      isThisShift: v.boolean(),
    }),
  ),
});
const changeSchema = v.strictObject({
  /** The version that was changed: another has come in between otherwise. */
  basedOn: uint32,
  items,
});

export type StandardsAnswer = v.InferOutput<typeof answerSchema>;
export type StandardsChange = v.InferOutput<typeof changeSchema>;

export const parseStandardsAnswer = (json: unknown): Parsed<StandardsAnswer> =>
  parseShape(answerSchema, json);
export const parseStandardsChange = (json: unknown): Parsed<StandardsChange> =>
  parseShape(changeSchema, json);

export { answerSchema as standardsAnswerSchema, changeSchema as standardsChangeSchema };
