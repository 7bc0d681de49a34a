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

/** The browser closed or took away the connection, or does not answer on it; opening it again may help. */
export function isConnectionLost(error: unknown): boolean {
  switch (nameOf(error)) {
    case 'DatabaseClosedError':
    case 'InvalidStateError':
    case 'StorageSilent':
    // "Connection to Indexed Database server lost" in Safari, "Internal error" in Chrome.
    case 'UnknownError':
      return true;
    case 'AbortError':
      // Nobody here aborts: without another reason the connection ended in the middle.
      return !isDiskFull(error) && !isAlreadyThere((error as { inner?: unknown }).inner);
    default:
      return false;
  }
}

export const isAlreadyThere = (error: unknown): boolean => nameOf(error) === 'ConstraintError';

function nameOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
}
