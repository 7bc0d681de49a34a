import { checkIdNumber, idCheckCharacter } from '../../domain/id-number.ts';
import { checkPhoneNumber } from '../../domain/phone-number.ts';
import type { HouseholdColour } from '../../domain/reason.ts';
import type { RosterField } from '../../protocol/imports.ts';
import type { Cell } from '../sheets/cell.ts';
import { readDate } from './read-date.ts';
import type { SourceRow } from './read-source-row.ts';
import { cleanOrEmpty, cleanText, isScientific } from './read-text.ts';

type Row = SourceRow<RosterField>;

/** Excel keeps 15 digits of a number; of a longer one the last have become zeros. */
const MOST_EXACT = 999_999_999_999_999;
const MAX_NUMBER_LENGTH = 30;

/** Numbers of before 1999 had 15 digits: the century and the check character were missing. */
function eighteenDigits(id: string): string {
  const first17 = `${id.slice(0, 6)}19${id.slice(6)}`;
  return first17 + idCheckCharacter(first17);
}

const isRounded = (cell: Cell | undefined): boolean =>
  typeof cell === 'number' && (cell > MOST_EXACT || !Number.isInteger(cell));

/** The ID number in its normal form, or as it stands when it is none of the mainland's. */
export function readIdNumber(row: Row, now: number): string {
  const cell = row.keyCell('id-number');
  if (isScientific(cell) || isRounded(cell)) {
    row.wrong('id-number', 'id-scientific');
    return '';
  }
  const text = cleanOrEmpty(cell).replace(/[\s-]/g, '').toUpperCase();
  if (text === '') return '';
  const checked = checkIdNumber(/^\d{15}$/.test(text) ? eighteenDigits(text) : text, now);
  if (checked.kind === 'ok') return checked.normal;
  // 410102199001010000: the zeros are Excel's, the row's own digits are lost.
  if (/^\d{15}0{3}$/.test(text)) {
    row.wrong('id-number', 'id-scientific');
    return '';
  }
  row.warn('id-number', 'id-wrong');
  return text.slice(0, MAX_NUMBER_LENGTH);
}

/** The first number of the cell that is one. */
export function readPhone(row: Row): string {
  const cell = row.sideCell('phone');
  if (isScientific(cell) || isRounded(cell)) {
    row.wrong('phone', 'phone-scientific');
    return '';
  }
  const text = cleanOrEmpty(cell).replace(/^(\d+)\.0$/, '$1');
  if (text === '') return '';
  const whole = checkPhoneNumber(text);
  if (whole.kind === 'ok') return whole.normal;
  for (const part of text.split(/[/、,，;；|\\\s]+|(?<=\d{11})(?=1\d{10})/)) {
    const checked = checkPhoneNumber(part.replace(/[^\d+()-]/g, ''));
    if (checked.kind === 'ok') return checked.normal;
  }
  row.warn('phone', 'phone-wrong');
  return text.slice(0, MAX_NUMBER_LENGTH);
}

const COLOURS: readonly (readonly [RegExp, HouseholdColour])[] = [
  [/^(绿|綠|green)/i, 'green'],
  [/^(蓝|藍|blue)/i, 'blue'],
  [/^(黄|黃|yellow)/i, 'yellow'],
  [/^(橙|橘|orange)/i, 'orange'],
  [/^(红|紅|red)/i, 'red'],
];

export function readColour(row: Row): HouseholdColour | null {
  const text = cleanOrEmpty(row.sideCell('colour'));
  if (text === '') return null;
  const colour = COLOURS.find(([word]) => word.test(text))?.[1] ?? null;
  if (colour === null) row.warn('colour', 'colour-unknown');
  return colour;
}

/** 'YYYY-MM-DD' or ''. */
export function readMovedIn(row: Row): string {
  const date = readDate(row.sideCell('moved-in-on'));
  if (date === null) row.warn('moved-in-on', 'date-wrong');
  return date ?? '';
}

/** Says so when the table's date of birth is not that of the ID number. */
export function compareBirthDate(row: Row, idNumber: string): void {
  if (!row.has('birth-date')) return;
  const date = readDate(row.sideCell('birth-date'));
  if (date === null) {
    row.warn('birth-date', 'date-wrong');
    return;
  }
  if (date === '' || !/^\d{17}[\dX]$/.test(idNumber)) return;
  if (date.replaceAll('-', '') !== idNumber.slice(6, 14))
    row.warn('birth-date', 'birth-date-differs');
}

/** A text that nothing depends on: cut when it is too long, with a word about it. */
export function readSideText(row: Row, field: 'relation' | 'remark', maxLength: number): string {
  const text = cleanText(row.sideCell(field)).replace(/[\p{Cc}\p{Co}\p{Cs}\ufffd]/gu, ' ');
  if (text.length <= maxLength) return text;
  row.warn(field, 'text-too-long');
  return text.slice(0, maxLength).replace(/[\ud800-\udbff]$/, '');
}
