/** A street of a million passes: the bitmap of its revoked ones is 128 KiB at most. */
export const MAX_PASS_NUMBER = (1 << 20) - 1;

interface RevocationBitmap {
  /** Never falls: revoked passes stay revoked. */
  readonly version: number;
  /** Phones with an older app take no other. */
  readonly list: 0;
  /** Bit `number & 7` of byte `number >> 3`. */
  readonly bitmap: Uint8Array<ArrayBuffer>;
}

/** One bitmap for all numbers up to MAX_PASS_NUMBER, as long as it must be. */
export function revocationBitmap(passNumbers: readonly number[]): RevocationBitmap {
  const highest = passNumbers.reduce((most, number) => Math.max(most, number), -1);
  const bitmap = new Uint8Array((highest >> 3) + 1);
  for (const number of passNumbers) {
    bitmap[number >> 3] = (bitmap[number >> 3] ?? 0) | (1 << (number & 7));
  }
  return { version: passNumbers.length, list: 0, bitmap };
}
