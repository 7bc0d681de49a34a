import * as v from 'valibot';
import { type Parsed, parseShape } from './shapes.ts';

/** Of an answer that is not the whole file: from the generation that was asked from to the one in the ETag. */
export const ROSTER_DELTA_TYPE = 'application/x-kadian-roster-delta';
/** Deltas that a phone lays over one file. */
export const DELTAS_AT_MOST = 5;

/** Digits of a generation, as an address has them. */
const generation = v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number), v.number());

export const rosterQuerySchema = v.strictObject({ from: v.optional(generation) });

/** `from`: the generation that the phone has under the gate's present card. */
export const parseRosterQuery = (query: unknown): Parsed<v.InferOutput<typeof rosterQuerySchema>> =>
  parseShape(rosterQuerySchema, query);
