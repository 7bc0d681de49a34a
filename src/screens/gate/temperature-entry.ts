/** What is typed of a reading: a whole-degree key and a digit, or three plain digits. */
export interface TypedReading {
  /** Null: typed digit by digit. */
  readonly prefix: number | null;
  readonly digits: string;
}

export const EMPTY_READING: TypedReading = { prefix: 36, digits: '' };

/** Bounds of what a thermometer of this work can say; anything else is a slip of the finger. */
export const LOWEST_TENTHS = 300;
export const HIGHEST_TENTHS = 450;

/** Null while incomplete or impossible. */
export function typedTenths({ prefix, digits }: TypedReading): number | null {
  const text = prefix === null ? digits : `${prefix}${digits}`;
  if (text.length !== 3) return null;
  const tenths = Number(text);
  return tenths >= LOWEST_TENTHS && tenths <= HIGHEST_TENTHS ? tenths : null;
}

/** 36.0–36.9 are everyday: one key is enough. */
export const needsConfirmation = ({ prefix }: TypedReading): boolean => prefix !== 36;

export function withDigit(typed: TypedReading, digit: string): TypedReading {
  if (typed.prefix !== null) return { ...typed, digits: digit };
  // A fourth digit begins anew rather than being lost.
  const digits = typed.digits.length >= 3 ? digit : typed.digits + digit;
  return { prefix: null, digits };
}

/** '36.', '37.4', '3', '39.', '39.5' */
export function typedText({ prefix, digits }: TypedReading): string {
  const text = prefix === null ? digits : `${prefix}${digits}`;
  return text.length < 2 ? text : `${text.slice(0, 2)}.${text.slice(2)}`;
}
