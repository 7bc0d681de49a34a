import type { CheckedField } from './checked-field.ts';
import { halfWidth } from './half-width.ts';

export type IdNumberOddity =
  | 'characters'
  | 'length'
  | 'old-15-digits'
  | 'region'
  | 'birth-date'
  | 'check-digit';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK = '10X98765432';
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71'.split(
    ' ',
  ),
);
/** Residence permits of Hong Kong, Macao and Taiwan residents. */
const PERMIT_REGIONS = new Set(['810000', '820000', '830000']);

/** GB 11643 check character of the first 17 digits. */
export function idCheckCharacter(first17: string): string {
  let sum = 0;
  for (const [index, weight] of WEIGHTS.entries()) sum += weight * Number(first17[index]);
  return CHECK[sum % 11] as string;
}

/** True for a day of the calendar from 1900 on that is not after `now` (one day of zones allowed). */
function isBirthDate(yyyymmdd: string, now: number): boolean {
  const year = Number(yyyymmdd.slice(0, 4));
  const month = Number(yyyymmdd.slice(4, 6));
  const day = Number(yyyymmdd.slice(6, 8));
  const at = Date.UTC(year, month - 1, day);
  const date = new Date(at);
  return (
    year >= 1900 &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    at <= now + 86_400_000
  );
}

const isRegion = (code: string): boolean =>
  PERMIT_REGIONS.has(code) || PROVINCES.has(code.slice(0, 2));

/** A resident identity number as GB 11643 defines it. `now` (epoch ms) bounds the date of birth. */
export function checkIdNumber(text: string, now: number): CheckedField<IdNumberOddity> {
  const id = halfWidth(text).replace(/[\s-]/g, '').toUpperCase();
  if (id === '') return { kind: 'empty' };
  if (!/^\d*X?$/.test(id)) return { kind: 'odd', why: 'characters' };
  if (/^\d{15}$/.test(id)) return { kind: 'odd', why: 'old-15-digits' };
  if (id.length !== 18) return { kind: 'odd', why: 'length' };
  if (!isRegion(id.slice(0, 6))) return { kind: 'odd', why: 'region' };
  if (!isBirthDate(id.slice(6, 14), now)) return { kind: 'odd', why: 'birth-date' };
  if (idCheckCharacter(id) !== id[17]) return { kind: 'odd', why: 'check-digit' };
  return { kind: 'ok', normal: id };
}
