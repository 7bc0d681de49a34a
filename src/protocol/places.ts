import * as v from 'valibot';
import { PLACE_KINDS } from '../domain/place.ts';
import { filledText, type Parsed, parseShape, placeId, text } from './shapes.ts';

const answerSchema = v.object({
  /** Those within the device's scope, parents before their children. */
  places: v.array(
    v.object({
      id: placeId,
      parentId: v.nullable(placeId),
      kind: v.picklist(PLACE_KINDS),
      name: filledText(100),
      path: text(1000),
    }),
  ),
});

export type PlacesAnswer = v.InferOutput<typeof answerSchema>;

export const parsePlacesAnswer = (json: unknown): Parsed<PlacesAnswer> =>
  parseShape(answerSchema, json);
