import { wellFormedText } from './well-formed-text.ts';

/** What people type or paste, in the length that a record holds, never cut through a character. */
export const boundedText = (text: string, maxLength: number): string =>
  wellFormedText(
    text
      .trim()
      .slice(0, maxLength)
      .replace(/[\uD800-\uDBFF]$/, ''),
  );

const NAMES_ON_DUTY = 20;
export const NAME_LENGTH = 40;
export const NOTE_LENGTH = 500;

export const namesOnDuty = (names: readonly string[]): string[] =>
  names
    .map((name) => boundedText(name, NAME_LENGTH))
    .filter((name) => name !== '')
    .slice(0, NAMES_ON_DUTY);
