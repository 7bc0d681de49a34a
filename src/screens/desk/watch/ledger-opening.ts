import { streetDay } from '../../../domain/street-time.ts';
import type { EntryRow } from '../../../protocol/entries.ts';
import type { Opening } from '../parts/opening.ts';

/** The ledger of the row's day: of its household where it has a room, else all of the day. */
export function ledgerOf(row: EntryRow, zone: string): Opening {
  const day = streetDay(row.at, zone);
  return {
    section: 'ledger',
    filter: {
      time: 'span',
      from: `${day}T00:00`,
      to: `${day}T23:59`,
      ...(row.subject.room !== '' && { text: row.subject.room }),
    },
  };
}
