/** A pass number is its list's number (high 12 bits) and its place in the list (low 20). */
const LIST_SIZE = 1 << 20;

export interface RevocationBitmap {
  /** Never falls: revoked passes stay revoked. */
  readonly version: number;
  readonly list: number;
  /** Bit `place & 7` of byte `place >> 3`. */
  readonly bitmap: Uint8Array<ArrayBuffer>;
}

/** Of the first list, which holds a street of a million passes; numbers beyond it are not announced. */
export function revocationBitmap(passNumbers: readonly number[]): RevocationBitmap {
  const places = passNumbers.filter((number) => number < LIST_SIZE);
  const highest = places.reduce((most, place) => Math.max(most, place), -1);
  const bitmap = new Uint8Array((highest >> 3) + 1);
  for (const place of places) bitmap[place >> 3] = (bitmap[place >> 3] ?? 0) | (1 << (place & 7));
  return { version: passNumbers.length, list: 0, bitmap };
}
