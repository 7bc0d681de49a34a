import type { CheckedField } from './checked-field.ts';
import { halfWidth } from './half-width.ts';

export type PlateOddity = 'characters' | 'length' | 'province' | 'form';

const PROVINCES = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';
/** I and O are left out so that nobody reads them as 1 and 0. */
const SIGN = '[A-HJ-NP-Z0-9]';

const FORMS: readonly RegExp[] = [
  new RegExp(`^[${PROVINCES}][A-HJ-Z]${SIGN}{5}$`),
  // Police, learner, trailer, cross-border and consular plates end in a word.
  new RegExp(`^[${PROVINCES}][A-HJ-Z]${SIGN}{4}[警学挂试超港澳领]$`),
  // New energy: small cars have their letter first, large ones last.
  new RegExp(`^[${PROVINCES}][A-HJ-Z][A-HJK]${SIGN}\\d{4}$`),
  new RegExp(`^[${PROVINCES}][A-HJ-Z]\\d{5}[A-HJK]$`),
  // Embassies: the word stands at the end, on older plates at the beginning; older consular ones alike.
  /^\d{6}使$/,
  /^使\d{6}$/,
  new RegExp(`^[${PROVINCES}]?[A-HJ-Z]\\d{4,5}领$`),
  new RegExp(`^WJ[${PROVINCES}]?\\d{4}[A-Z0-9]$`),
  /^民航[A-Z0-9]{5}$/,
  /^[A-HJ-Z][A-HJ-Z]\d{5}$/,
];

/** `normal` has capital letters and no separators: '京A12345', '豫AD12345'. */
export function checkPlate(text: string): CheckedField<PlateOddity> {
  const plate = halfWidth(text)
    .replace(/[\s·•.‧・-]/g, '')
    .toUpperCase();
  if (plate === '') return { kind: 'empty' };
  if (FORMS.some((form) => form.test(plate))) return { kind: 'ok', normal: plate };
  if (!/^[\p{Script=Han}A-Z0-9]+$/u.test(plate)) return { kind: 'odd', why: 'characters' };
  if (plate.length < 7 || plate.length > 8) return { kind: 'odd', why: 'length' };
  if (!PROVINCES.includes(plate.charAt(0))) return { kind: 'odd', why: 'province' };
  return { kind: 'odd', why: 'form' };
}
