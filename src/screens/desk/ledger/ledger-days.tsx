import { streetDayStart } from '../../../domain/street-time.ts';
import type { EntryRow } from '../../../protocol/entries.ts';
import { formatDate, say } from '../../../words/i18n.ts';

interface LedgerDay {
  readonly startsAt: number;
  readonly rows: readonly EntryRow[];
  /** False when all rows are of one day. */
  readonly needsHeading: boolean;
}

/** Rows, newest first, by the street's days. */
export function daysOfRows(rows: readonly EntryRow[], zone: string): LedgerDay[] {
  const days: { startsAt: number; rows: EntryRow[] }[] = [];
  for (const row of rows) {
    const startsAt = streetDayStart(row.at, zone);
    const day = days.at(-1);
    if (day?.startsAt === startsAt) day.rows.push(row);
    else days.push({ startsAt, rows: [row] });
  }
  return days.map((day) => ({ ...day, needsHeading: days.length > 1 }));
}

export function DayHeading({ startsAt, zone }: { startsAt: number; zone: string }) {
  const today = streetDayStart(Date.now(), zone);
  if (startsAt === today) return <>{say('household.today')}</>;
  if (startsAt === streetDayStart(today - 1, zone)) return <>{say('household.yesterday')}</>;
  return <>{formatDate(startsAt)}</>;
}
