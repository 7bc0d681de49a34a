import type { DayShift, Period } from '../store/gate-days.ts';

/** A phone on shift that was silent for longer before the day was over may hold some of it. */
const SILENT_MS = 10 * 60_000;
/** A shift that nobody closed, on a phone that was not heard of for so long, is over. */
const ABANDONED_MS = 48 * 60 * 60_000;

export interface PhonesOfDay {
  /** Phones that hold, or may hold, records of the day that have not come. */
  readonly phonesBehind: number;
  /** When any of those that were on shift was last heard; null: none was on shift. */
  readonly heardAt: number | null;
}

/** `shifts`: of one gate. All times are epoch ms; shifts begin and end by the phones' clocks. */
export function phonesOfDay(shifts: readonly DayShift[], period: Period, now: number): PhonesOfDay {
  const ofDay = shifts.filter((shift) => touches(shift, period));
  const behind = ofDay.filter(
    (shift) =>
      shift.hasGap ||
      (shift.stated !== null && shift.received < shift.stated) ||
      isSilent(shift, period, now) ||
      isHoldingBack(shift, period),
  );
  const heard = ofDay.flatMap(({ heardAt }) => heardAt ?? []);
  return {
    phonesBehind: new Set(behind.map(({ deviceId }) => deviceId)).size,
    heardAt: heard.length === 0 ? null : Math.max(...heard),
  };
}

const touches = ({ startedAt, closedAt, heardAt }: DayShift, { from, to }: Period): boolean =>
  startedAt < to && (closedAt ?? Math.max(startedAt, heardAt ?? 0) + ABANDONED_MS) >= from;

function isSilent(
  { closedAt, heardAt, revokedAt }: DayShift,
  { from, to }: Period,
  now: number,
): boolean {
  if (closedAt !== null || (revokedAt !== null && revokedAt <= from)) return false;
  return heardAt === null || heardAt < Math.min(now, to) - SILENT_MS;
}

/**
 * It is heard and said that it has more, and nothing came since: that is more than what is on its way for a moment. A log
 * comes in its order: where something came after the day, all of the day is here.
 */
function isHoldingBack(
  { closedAt, heardAt, revokedAt, moreSince }: DayShift,
  { from, to }: Period,
): boolean {
  if (closedAt !== null || (revokedAt !== null && revokedAt <= from)) return false;
  return moreSince !== null && moreSince < Math.min(heardAt ?? 0, to);
}
