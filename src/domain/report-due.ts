import type { ToldDay, ToldReport } from './gate-day.ts';
import type { ShiftState } from './shift-state.ts';
import { streetDay, streetDayStart, streetMoment } from './street-time.ts';

const MINUTE_MS = 60_000;

export const dayBefore = (now: number, zone: string): string =>
  streetDay(streetDayStart(now, zone) - 1, zone);

/** Who stated a gate's day, as far as this phone knows. */
export interface KnownReport {
  readonly by: string;
  readonly at: number;
  readonly isZero: boolean;
  /** By this shift, on this phone. */
  readonly isOwn: boolean;
}

/** This shift's own statement comes before what was told of others. Null: nobody, as far as is known here. */
export function knownReport(
  { reports: own }: Pick<ShiftState, 'reports'>,
  told: Pick<ToldDay, 'reports'> | null,
  day: string,
): KnownReport | null {
  const here = own.get(day);
  if (here) return { by: here.by, at: here.at, isZero: here.isZero, isOwn: true };
  const there: ToldReport | undefined = told?.reports.find((one) => one.day === day);
  return there
    ? { by: there.by, at: there.at, isZero: there.state === 'zero', isOwn: false }
    : null;
}

/** Whole minutes until today's report is due, or since it was. */
export type ReportDue =
  | { readonly kind: 'soon'; readonly minutes: number }
  | { readonly kind: 'late'; readonly minutes: number };

/** Null: it is early, or somebody has reported, or this phone was not told when it is due. */
export function reportDue(
  state: Pick<ShiftState, 'reports'>,
  told: Pick<ToldDay, 'reports' | 'deadlineMinute' | 'remindMinutes'> | null,
  now: number,
  zone: string,
): ReportDue | null {
  const day = streetDay(now, zone);
  if (!told || knownReport(state, told, day)) return null;
  const { deadlineMinute } = told;
  const dueAt = streetMoment(day, Math.floor(deadlineMinute / 60), deadlineMinute % 60, zone);
  if (dueAt === null) return null;
  if (now >= dueAt) return { kind: 'late', minutes: Math.floor((now - dueAt) / MINUTE_MS) };
  const minutes = Math.ceil((dueAt - now) / MINUTE_MS);
  return minutes <= told.remindMinutes ? { kind: 'soon', minutes } : null;
}
