/** Crockford's base 32: no I, L, O or U, so that it can be read aloud and typed. */
export const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Big-endian; the last symbol is padded with zero bits. */
export function toCrockford(bytes: Uint8Array): string {
  let text = '';
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += CROCKFORD.charAt((buffer >> bits) & 31);
    }
    buffer &= (1 << bits) - 1;
  }
  return bits > 0 ? text + CROCKFORD.charAt((buffer << (5 - bits)) & 31) : text;
}

/** What people type for what they see. */
export const foldTyped = (text: string): string =>
  text.toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1');

/** A prime: every wrong symbol and every swap of neighbours changes the remainder. */
const CHECK_PRIME = 1021;

/** Two symbols to stand behind the data: the number that the data forms in base 32, modulo 1021, high symbol first. */
export function checkSymbols(data: string): string {
  let sum = 0;
  for (const symbol of data) sum = (sum * 32 + CROCKFORD.indexOf(symbol)) % CHECK_PRIME;
  return CROCKFORD.charAt(sum >> 5) + CROCKFORD.charAt(sum & 31);
}

/** Typed or pasted text as its symbols: case, width, spaces, hyphens and look-alikes do not matter. */
export const typedSymbols = (text: string): string =>
  foldTyped(text.normalize('NFKC').replaceAll(/[\s\p{Pd}]/gu, ''));

export const inFours = (symbols: string): string => symbols.replaceAll(/.{4}(?=.)/g, '$& ');
