import * as v from 'valibot';
import { base64Url, type Parsed, parseShape } from './shapes.ts';

const answerSchema = v.object({
  /** Signed by the root, base64url. Whoever was shut out reads receipts by it, too. */
  keyList: base64Url(256 * 1024),
});

export type KeyListAnswer = v.InferOutput<typeof answerSchema>;

export const parseKeyListAnswer = (json: unknown): Parsed<KeyListAnswer> =>
  parseShape(answerSchema, json);

export { answerSchema as keyListAnswerSchema };
