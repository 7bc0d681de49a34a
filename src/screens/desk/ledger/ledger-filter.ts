import type { Direction, Verdict } from '../../../domain/entry.ts';
import { streetDay, streetDayStart, streetMoment } from '../../../domain/street-time.ts';
import type { EntryQuery } from '../../../protocol/entries.ts';
import type { GateOption } from '../parts/gate-options.ts';

/** What the server is asked for, apart from the page. */
export type LedgerQuery = Omit<EntryQuery, 'limit' | 'cursor'>;

export const TIME_CHOICES = ['today', 'yesterday', 'week', 'span'] as const;
export type TimeChoice = (typeof TIME_CHOICES)[number];

export interface LedgerFilter {
  /** Empty: every gate within scope. */
  readonly compoundId: string;
  /** Empty: every gate of the compound. */
  readonly gateId: string;
  readonly time: TimeChoice;
  /** Street time as date fields hold it ('2020-03-28T14:05'); empty is open. Used with `span`. */
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly verdict: Verdict | 'all';
  readonly direction: Direction | 'both';
}

export const FIRST_FILTER: LedgerFilter = {
  compoundId: '',
  gateId: '',
  time: 'today',
  from: '',
  to: '',
  text: '',
  verdict: 'all',
  direction: 'both',
};

const DAY_MS = 24 * 60 * 60_000;

/** Midnight of the street that began the day before the one that `dayStart` begins. */
const dayBefore = (dayStart: number, zone: string): number => streetDayStart(dayStart - 1, zone);

/** Null when the field is empty or half filled. */
function momentOf(field: string, zone: string): number | null {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)/.exec(field);
  return match?.[1] ? streetMoment(match[1], Number(match[2]), Number(match[3]), zone) : null;
}

interface Span {
  /** Epoch milliseconds, inclusive; null is open. */
  readonly from: number | null;
  /** Exclusive; null is open. */
  readonly to: number | null;
}

export function spanOf(
  { time, from, to }: Pick<LedgerFilter, 'time' | 'from' | 'to'>,
  now: number,
  zone: string,
): Span {
  const today = streetDayStart(now, zone);
  switch (time) {
    case 'today':
      return { from: today, to: null };
    case 'yesterday':
      return { from: dayBefore(today, zone), to: today };
    case 'week':
      return { from: streetDayStart(today - 6 * DAY_MS + DAY_MS / 2, zone), to: null };
    case 'span': {
      const last = momentOf(to, zone);
      // The field has no seconds: its minute is meant whole.
      return { from: momentOf(from, zone), to: last === null ? null : last + 60_000 };
    }
    default:
      throw new Error(`unknown time choice ${time satisfies never}`);
  }
}

/** The page part (cursor, limit) is not in it. */
export function queryOf(
  filter: LedgerFilter,
  gates: readonly GateOption[],
  now: number,
  zone: string,
): LedgerQuery {
  const { from, to } = spanOf(filter, now, zone);
  const text = filter.text.trim();
  const gateIds = filter.gateId
    ? [filter.gateId]
    : gates.filter((gate) => gate.compoundId === filter.compoundId).map((gate) => gate.id);
  return {
    ...((filter.gateId || filter.compoundId) && { gateIds }),
    ...(from !== null && { from }),
    ...(to !== null && { to }),
    ...(filter.verdict !== 'all' && { verdict: filter.verdict }),
    ...(filter.direction !== 'both' && { direction: filter.direction }),
    ...(text !== '' && { text }),
  };
}

/** The street's days that these rows cover, for the name of a file: '2020-03-22–2020-03-28'. */
export function daysOf(filter: LedgerFilter, now: number, zone: string): string {
  const { from, to } = spanOf(filter, now, zone);
  const last = streetDay(Math.min(to === null ? now : to - 1, now), zone);
  if (from === null) return `–${last}`;
  const first = streetDay(from, zone);
  return first === last ? first : `${first}–${last}`;
}
