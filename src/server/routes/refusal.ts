import type { ProblemCode } from '../../protocol/problem.ts';

const STATUS: Record<ProblemCode, number> = {
  'invitation-unknown': 404,
  'invitation-used': 410,
  'invitation-expired': 410,
  'signature-malformed': 401,
  'signature-bad': 401,
  'signature-stale': 401,
  'device-unknown': 401,
  'device-revoked': 403,
  'device-waiting': 403,
  'signature-replayed': 401,
  'not-allowed': 403,
  'not-found': 404,
  'place-refused': 409,
  'import-refused': 409,
  'policy-refused': 409,
  'public-url-unusable': 409,
  'body-too-large': 413,
  'body-malformed': 400,
  'body-compressed': 415,
  'too-many': 429,
  'server-failed': 500,
};

export const statusOf = (code: ProblemCode): number => STATUS[code];

/** Thrown by routes and hooks; becomes a Problem with the fitting status. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: ProblemCode;
  readonly statusCode: number;
  readonly details: Readonly<Record<string, number | string>>;

  constructor(
    code: ProblemCode,
    details: Readonly<Record<string, number | string>> = {},
    statusCode: number = STATUS[code],
  ) {
    super(code);
    this.code = code;
    this.statusCode = statusCode;
    this.details = details;
  }
}

/** What fastify itself refuses, in our words; null for a failure of the server. */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' || status === 413) return new Refusal('body-too-large');
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' || status === 415) {
    return new Refusal('body-malformed', {}, 415);
  }
  return status >= 400 && status < 500 ? new Refusal('body-malformed') : null;
}
