/** Why a write did not happen, as far as a screen must tell them apart. */
export type StorageFailure = 'disk-full' | 'storage-lost';

/** Dexie reports a full disk as itself or as the `inner` of an AbortError; browsers may fire only `abort`. */
export function isDiskFull(error: unknown): boolean {
  const name = nameOf(error);
  if (name === 'QuotaExceededError') return true;
  return (
    name === 'AbortError' && nameOf((error as { inner?: unknown }).inner) === 'QuotaExceededError'
  );
}

/** Everything else that keeps us from the disk is the storage's fault; a bug is thrown on. */
export function failureOf(error: unknown): StorageFailure {
  if (isDiskFull(error)) return 'disk-full';
  if (error instanceof TypeError || error instanceof RangeError) throw error;
  return 'storage-lost';
}

/** The browser closed or took away the connection; opening it again may help. */
export function isConnectionLost(error: unknown): boolean {
  const name = nameOf(error);
  return name === 'DatabaseClosedError' || name === 'InvalidStateError';
}

export const isAlreadyThere = (error: unknown): boolean => nameOf(error) === 'ConstraintError';

function nameOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
}
