import * as v from 'valibot';
import { filledText, type Parsed, parseShape } from './shapes.ts';

const schema = v.object({
  /** Of the visitors' form: a gate's poster adds # and the gate's id. */
  address: filledText(400),
});

export type PosterAddress = v.InferOutput<typeof schema>;

export const parsePosterAddress = (json: unknown): Parsed<PosterAddress> =>
  parseShape(schema, json);

export { schema as posterAddressSchema };
