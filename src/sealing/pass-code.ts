import { CROCKFORD, checkSymbols, typedSymbols } from '../encoding/crockford.ts';

/** Pass numbers that can be typed are below this. */
export const PASS_NUMBER_LIMIT = 2 ** 20;

const DATA_SYMBOLS = 4;
const SYMBOLS = DATA_SYMBOLS + 2;

export type PassCodeReading =
  | { readonly kind: 'pass-code'; readonly passNumber: number }
  | { readonly kind: 'mistyped' }
  | { readonly kind: 'not-a-pass-code' };

/** Printed below a pass for typing: '7K3F-2Q'. It proves nothing: only a roster says whose it is. */
export function passCode(passNumber: number): string {
  if (!Number.isInteger(passNumber) || passNumber < 0 || passNumber >= PASS_NUMBER_LIMIT) {
    throw new RangeError('a pass number that can be typed has 20 bits');
  }
  let data = '';
  for (let shift = 15; shift >= 0; shift -= 5) data += CROCKFORD.charAt((passNumber >> shift) & 31);
  return `${data}-${checkSymbols(data)}`;
}

/** Typed in any case, with or without the hyphen; one symbol too many or too few is a slip of the finger. */
export function readPassCode(text: string): PassCodeReading {
  const symbols = text.length > 40 ? '' : typedSymbols(text);
  if (!/^[0-9A-Z]+$/.test(symbols) || Math.abs(symbols.length - SYMBOLS) > 1) {
    return { kind: 'not-a-pass-code' };
  }
  const data = symbols.slice(0, DATA_SYMBOLS);
  if (Array.from(data).some((one) => !CROCKFORD.includes(one))) return { kind: 'mistyped' };
  if (symbols !== data + checkSymbols(data)) return { kind: 'mistyped' };
  const passNumber = Array.from(data).reduce((sum, one) => sum * 32 + CROCKFORD.indexOf(one), 0);
  return { kind: 'pass-code', passNumber };
}
