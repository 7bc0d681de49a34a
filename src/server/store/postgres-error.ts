import { DatabaseError } from 'pg';

/**
 * The answer to a COMMIT was lost, or the server says that the commit may not have reached its standby: whether the change
 * stands is not known. It was neither acknowledged nor is it tried again here; whoever asked for it asks again.
 */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';

  constructor(cause: unknown) {
    super('whether the transaction was committed is not known', { cause });
  }
}

/** No host takes writes at the moment, or none can be reached. */
export class NoWritableHost extends Error {
  override readonly name = 'NoWritableHost';
}

/** A new connection went to a server that must not be written to. */
export class UnsafeServer extends Error {
  override readonly name = 'UnsafeServer';
}

const stateOf = (error: unknown): string =>
  error instanceof DatabaseError ? (error.code ?? '') : '';

/** Others came between: the same work, begun anew, may succeed. */
export const isConflict = (error: unknown): boolean => ['40001', '40P01'].includes(stateOf(error));

/** Somebody else inserted the same key, or made the same table; in a transaction begun anew it can be seen. */
export const isDuplicate = (error: unknown): boolean => ['23505', '42P07'].includes(stateOf(error));

/** Another process changed the schema under a prepared statement; a new connection prepares it anew. */
export const isStalePlan = (error: unknown): boolean =>
  ['0A000', '26000'].includes(stateOf(error)) &&
  /cached plan|prepared statement/.test((error as Error).message);

export const isUnknownSetting = (error: unknown): boolean => stateOf(error) === '42704';

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
]);
/** Shut down, crashed, starting up, full of connections, or a primary no more. */
const GONE = /^(?:08...|57P0[123]|53300|25006|25P03)$/;
/** The driver's own words, which have no code. */
const CUT =
  /^(?:Connection terminated|Client has encountered a connection error|Client was closed|Query read timeout|timeout expired|The server does not support SSL)/;

/** The connection is of no use any more; of what was sent last nothing is known. */
export function isLost(error: unknown): boolean {
  if (error instanceof NoWritableHost) return true;
  if (!(error instanceof Error)) return false;
  if (error instanceof DatabaseError) return GONE.test(error.code ?? '');
  if ('code' in error && UNREACHABLE.has(String(error.code))) return true;
  return CUT.test(error.message);
}

/** An answer to COMMIT, or to a statement that is its own transaction, after which it certainly does not stand. */
export const isCertainlyUndone = (error: unknown): boolean =>
  error instanceof DatabaseError &&
  !/^(?:08...|40003|53...|57...|58...|XX...)$/.test(error.code ?? '08000');
