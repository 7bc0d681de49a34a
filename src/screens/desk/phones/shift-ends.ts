import { streetDay, streetDaysEnd, streetMoment } from '../../../domain/street-time.ts';
import { MAX_SHIFT_INVITATION_MS } from '../../../protocol/invitations.ts';

export const SHIFT_ENDS = ['hours-8', 'hours-4', 'hours-12', 'midnight', 'morning'] as const;

export interface ShiftEnd {
  readonly name: (typeof SHIFT_ENDS)[number];
  /** Epoch ms. */
  readonly until: number;
}

const HOUR_MS = 3_600_000;
/** Shorter is no shift. */
const LEAST_MS = HOUR_MS / 2;
const MORNING_HOUR = 8;

/** When a shift that begins at `now` is likely to end, by the street's clock; none later than an invitation may last. */
export function shiftEnds(now: number, zone: string): ShiftEnd[] {
  const midnight = streetDaysEnd(now, 1, zone);
  const morning = streetMoment(streetDay(midnight, zone), MORNING_HOUR, 0, zone) ?? midnight;
  const untilOf: Record<ShiftEnd['name'], number> = {
    'hours-8': now + 8 * HOUR_MS,
    'hours-4': now + 4 * HOUR_MS,
    'hours-12': now + 12 * HOUR_MS,
    midnight,
    morning,
  };
  return SHIFT_ENDS.map((name) => ({ name, until: untilOf[name] })).filter(
    ({ until }) => until - now >= LEAST_MS && until - now < MAX_SHIFT_INVITATION_MS,
  );
}
