import * as v from 'valibot';
import { PLACE_KINDS } from '../domain/place.ts';
import { filledText, type Parsed, parseShape, placeId, text, time } from './shapes.ts';

export const PLACE_NAME_LENGTH = 100;

const placeSchema = v.object({
  id: placeId,
  parentId: v.nullable(placeId),
  kind: v.picklist(PLACE_KINDS),
  name: filledText(PLACE_NAME_LENGTH),
  path: text(1000),
  closedAt: v.nullable(time),
  mergedInto: v.nullable(placeId),
});

const answerSchema = v.object({
  /** Those within the device's scope, closed ones too, parents before their children. */
  places: v.array(placeSchema),
  /** As it is called now: it may lie above the scope. */
  streetName: filledText(PLACE_NAME_LENGTH),
});

const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(PLACE_NAME_LENGTH));

const changeSchema = v.variant('kind', [
  /** A gate gets its first card with it. */
  v.strictObject({
    kind: v.literal('add'),
    parentId: placeId,
    placeKind: v.picklist(PLACE_KINDS),
    name,
  }),
  v.strictObject({ kind: v.literal('rename'), placeId, name }),
  /** Under another parent, with all that is below it. */
  v.strictObject({ kind: v.literal('move'), placeId, parentId: placeId }),
  /** What is below goes to the other place, as do people and phones; the place is closed, its history stays. */
  v.strictObject({ kind: v.literal('merge'), placeId, intoId: placeId }),
  v.strictObject({ kind: v.literal('close'), placeId }),
  v.strictObject({ kind: v.literal('reopen'), placeId }),
]);

const changedSchema = v.object({
  /** Those that are not as they were. */
  places: v.array(placeSchema),
});

/** Detail `why` of the problem `place-refused`. */
export const PLACE_REFUSALS = [
  'kind-under-parent',
  'name-taken',
  'place-closed',
  'parent-closed',
  'into-itself',
  'kinds-differ',
  'own-place',
] as const;
export type PlaceRefusal = (typeof PLACE_REFUSALS)[number];

export type PlacesAnswer = v.InferOutput<typeof answerSchema>;
export type PlaceChange = v.InferOutput<typeof changeSchema>;
export type PlacesChanged = v.InferOutput<typeof changedSchema>;

export const parsePlacesAnswer = (json: unknown): Parsed<PlacesAnswer> =>
  parseShape(answerSchema, json);
export const parsePlaceChange = (json: unknown): Parsed<PlaceChange> =>
  parseShape(changeSchema, json);
export const parsePlacesChanged = (json: unknown): Parsed<PlacesChanged> =>
  parseShape(changedSchema, json);

export {
  answerSchema as placesAnswerSchema,
  changedSchema as placesChangedSchema,
  changeSchema as placeChangeSchema,
};
