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

export const inFours = (symbols: string): string => symbols.replaceAll(/.{4}(?=.)/g, '$& ');
