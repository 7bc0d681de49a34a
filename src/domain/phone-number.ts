import type { CheckedField } from './checked-field.ts';
import { halfWidth } from './half-width.ts';

export type PhoneNumberOddity =
  | 'characters'
  | 'too-short'
  | 'too-long'
  | 'outside-mainland'
  | 'no-area-code'
  | 'unknown-form';

const MOBILE = /^1[3-9]\d{9}$/;
/** Area codes: 010, 02x with 8 digits after them; 0xxx (03–09) with 7 or 8. */
const LANDLINE = /^(0(?:10|2\d)\d{8}|0[3-9]\d{2}\d{7,8})$/;
const SERVICE = /^[48]00\d{7}$/;

const landlineText = (digits: string): string => {
  const areaLength = /^0(10|2)/.test(digits) ? 3 : 4;
  return `${digits.slice(0, areaLength)}-${digits.slice(areaLength)}`;
};

/** `normal` is 11 digits for a mobile, '0371-61234567' for a landline, always without +86. */
export function checkPhoneNumber(text: string): CheckedField<PhoneNumberOddity> {
  const compact = halfWidth(text).replace(/[\s().·–—-]/g, '');
  if (compact === '') return { kind: 'empty' };
  if (!/^\+?\d+$/.test(compact)) return { kind: 'odd', why: 'characters' };
  const mainland = compact.replace(/^(\+|00)86/, '');
  if (/^(\+|00)/.test(mainland)) return { kind: 'odd', why: 'outside-mainland' };
  let digits = mainland;
  if (/^861[3-9]\d{9}$/.test(digits)) digits = digits.slice(2);
  if (mainland !== compact && /^[1-9]/.test(digits) && !MOBILE.test(digits) && digits.length >= 9) {
    digits = `0${digits}`;
  }
  if (MOBILE.test(digits)) return { kind: 'ok', normal: digits };
  if (LANDLINE.test(digits)) return { kind: 'ok', normal: landlineText(digits) };
  if (SERVICE.test(digits)) return { kind: 'ok', normal: digits };
  if (digits.length < 7) return { kind: 'odd', why: 'too-short' };
  if (/^[2-9]\d{6,7}$/.test(digits)) return { kind: 'odd', why: 'no-area-code' };
  if (/^(852|853|886)\d{8,9}$/.test(digits)) return { kind: 'odd', why: 'outside-mainland' };
  if (digits.length > 12) return { kind: 'odd', why: 'too-long' };
  return { kind: 'odd', why: 'unknown-form' };
}

/** The last four digits, by which people are found at a gate; empty when there are fewer. */
export const phoneTail = (text: string): string => {
  const digits = halfWidth(text).replace(/\D/g, '');
  return digits.length < 4 ? '' : digits.slice(-4);
};
