import * as v from 'valibot';
import { parseShape, time } from './shapes.ts';

/** Why a call was refused. Words for them are the screens' business. */
export const PROBLEM_CODES = [
  'invitation-unknown',
  'invitation-used',
  'invitation-expired',
  'signature-malformed',
  'signature-bad',
  'signature-stale',
  'device-unknown',
  'device-revoked',
  'device-waiting',
  'signature-replayed',
  'not-allowed',
  'not-found',
  'place-refused',
  'import-refused',
  'policy-refused',
  'public-url-unusable',
  'body-too-large',
  'body-malformed',
  'body-compressed',
  'too-many',
  'server-failed',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** Body of every refusal. */
export interface Problem {
  readonly error: ProblemCode;
  /** Epoch ms: with `signature-stale` the phone corrects its clock by it and signs again. */
  readonly serverTime: number;
  /** What the sentence needs, by name. */
  readonly [detail: string]: unknown;
}

const schema = v.looseObject({ error: v.picklist(PROBLEM_CODES), serverTime: time });

/** Null when it is no problem of ours, for example a proxy's error page. */
export function parseProblem(json: unknown): Problem | null {
  const parsed = parseShape(schema, json);
  return parsed.ok ? parsed.value : null;
}

export { schema as problemSchema };
