import type { ParseArgsOptionsConfig } from 'node:util';
import type { Shell } from './shell.ts';

/** What was typed after the command's name. */
export interface Given {
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
}

export interface Command {
  /** Its own --help: use, options, an example. */
  readonly help: string;
  readonly options: ParseArgsOptionsConfig;
  /** How many words may stand without a dash. */
  readonly words?: number;
  run(given: Given, shell: Shell): Promise<void>;
}

/** Wrong use of a command: said with where its help is, exit code 2. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse';
}

/** What cannot be done, in a sentence for the terminal: exit code 1. */
export class CannotDo extends Error {
  override readonly name = 'CannotDo';
}

/** @throws WrongUse when it was not given. */
export function requiredText({ values }: Given, option: string, what: string): string {
  const value = values[option];
  if (typeof value !== 'string' || value === '') throw new WrongUse(`--${option} must be ${what}.`);
  return value;
}

export function optionalText({ values }: Given, option: string): string | null {
  const value = values[option];
  return typeof value === 'string' ? value : null;
}

/** @throws WrongUse when it is no whole number in the range. */
export function wholeNumber(
  given: Given,
  option: string,
  [least, most]: readonly [number, number],
  usual: number | null = null,
): number {
  const text = optionalText(given, option);
  if (text === null && usual !== null) return usual;
  const value = Number(text);
  if (text === null || !/^\d{1,12}$/.test(text) || value < least || value > most) {
    throw new WrongUse(`--${option} must be a whole number from ${least} to ${most}.`);
  }
  return value;
}

/** @throws WrongUse when it is none of them. */
export function oneOf<T extends string>(given: Given, option: string, list: readonly T[]): T {
  const found = list.find((one) => one === given.values[option]);
  if (!found) throw new WrongUse(`--${option} must be one of ${list.join(', ')}.`);
  return found;
}
