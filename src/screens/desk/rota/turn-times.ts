import { TURN_LIMIT_MS } from '../../../domain/rota.ts';
import { dayPlus } from '../../../domain/street-calendar.ts';
import { streetMoment } from '../../../domain/street-time.ts';
import type { TurnHours } from './hours-choice.tsx';

const momentAt = (day: string, minute: number, zone: string): number | null =>
  minute === 1440
    ? streetMoment(dayPlus(day, 1), 0, 0, zone)
    : streetMoment(day, Math.floor(minute / 60), minute % 60, zone);

/** Null: these are no hours of a day. */
export function turnTimes(
  day: string,
  { start, end }: TurnHours,
  zone: string,
): { startsAt: number; endsAt: number } | null {
  if (Number.isNaN(start) || Number.isNaN(end) || start === 1440) return null;
  const startsAt = momentAt(day, start, zone);
  const endsAt = momentAt(end > start ? day : dayPlus(day, 1), end, zone);
  if (startsAt === null || endsAt === null) return null;
  return endsAt > startsAt && endsAt - startsAt <= TURN_LIMIT_MS ? { startsAt, endsAt } : null;
}
