import * as v from 'valibot';
import { filledText, type Parsed, parseShape, placeId, text, uint, uint32 } from './shapes.ts';

const querySchema = v.strictObject({
  /** All that lies within it, as far as the device's scope goes. */
  placeId,
  /** Room, name, pinyin initials or the phone's last four digits. */
  text: filledText(40),
  limit: v.pipe(uint(50), v.minValue(1)),
});

const answerSchema = v.object({
  residents: v.array(
    v.object({
      rosterNumber: uint32,
      householdId: uint32,
      name: text(100),
      maskedName: text(100),
      room: text(200),
      compoundId: placeId,
      compoundName: text(100),
    }),
  ),
});

export type ResidentQuery = v.InferOutput<typeof querySchema>;
export type ResidentsAnswer = v.InferOutput<typeof answerSchema>;
export type FoundResident = ResidentsAnswer['residents'][number];

export const parseResidentQuery = (json: unknown): Parsed<ResidentQuery> =>
  parseShape(querySchema, json);
export const parseResidentsAnswer = (json: unknown): Parsed<ResidentsAnswer> =>
  parseShape(answerSchema, json);

export { answerSchema as residentsAnswerSchema, querySchema as residentQuerySchema };
