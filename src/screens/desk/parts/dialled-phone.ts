import { halfWidth } from '../../../domain/half-width.ts';

/** As it is dialled: digits, spaces, hyphens, a plus before. Null: no number; an empty one stays empty. */
export function dialledPhone(typed: string): string | null {
  const phone = halfWidth(typed).trim();
  return /^(?:[+\d][\d -]{2,19})?$/.test(phone) ? phone : null;
}
