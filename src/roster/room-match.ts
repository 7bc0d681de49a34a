import { halfWidth } from '../domain/half-width.ts';

/** '３栋1单元502室', '3–1–502' and '3-1-502' are the same question; letters become capitals. */
export const normalQuery = (query: string): string =>
  halfWidth(query)
    .trim()
    .toUpperCase()
    .replace(/(?<=\d)\s*(?:号楼|栋|幢|楼|单元|室|号)$/u, '')
    .replace(/(?<=\d)\s*(?:号楼|栋|幢|楼|单元|室|号)\s*(?=\d)/gu, '-')
    .replace(/[‐-―−_\s]+/gu, '-')
    .replace(/-{2,}/g, '-');

export interface RoomMatch {
  readonly start: number;
  readonly end: number;
  /** 0 is best: the whole label. 4 is worst: the middle of a number. */
  readonly rank: 0 | 1 | 2 | 3 | 4;
}

/** Shorter questions must begin where a part of the room number begins. */
const MIN_INSIDE = 3;

/**
 * Lays the query on the label from the place on where the label's `skip`th sign that is no dash stands.
 * The query may leave dashes out; one that it has must be there. Null when it does not fit.
 */
export function matchRoom(label: string, query: string, skip: number): RoomMatch | null {
  let at = 0;
  for (let seen = 0; at < label.length; at++) {
    if (label[at] === '-') continue;
    if (seen === skip) break;
    seen++;
  }
  let start = at;
  if (query.startsWith('-')) start--;
  let end = start;
  for (const sign of query) {
    if (sign !== '-' && label[end] === '-') end++;
    if (label[end] !== sign) return null;
    end++;
  }
  const atStart = start === 0;
  const atPart = atStart || label[start] === '-' || label[start - 1] === '-';
  if (!atPart) return query.length < MIN_INSIDE ? null : { start, end, rank: 4 };
  const atPartEnd = end === label.length || label[end] === '-' || label[end - 1] === '-';
  if (atStart) return { start, end, rank: end === label.length ? 0 : atPartEnd ? 1 : 2 };
  return { start, end, rank: end === label.length ? 2 : 3 };
}
