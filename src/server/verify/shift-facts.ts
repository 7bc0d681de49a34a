import type { KeptShift } from '../store/kept-shifts.ts';
import type { ShiftFacts } from '../store/projection.ts';

/** What some records of one push said about their shift. */
export interface SaidOfShift extends ShiftFacts {
  /** Some of them were kept apart when they came: the ledger may know nothing of them. */
  readonly isApart: boolean;
}

/** What all that is here of one shift says about it. */
export interface ShiftSaid {
  readonly said: readonly SaidOfShift[];
  /** Every record is here and was read: nothing else can have been said. */
  readonly isWhole: boolean;
}

const COLUMNS = ['startedAt', 'closedAt', 'recordCount', 'note'] as const;
const NOTHING = { startedAt: null, closedAt: null, recordCount: null, note: '' } as const;

/** Most pushes say nothing of it: one stands for all of them. */
export function addSaid(said: SaidOfShift[], more: readonly SaidOfShift[]): void {
  for (const one of more) {
    const isNews = COLUMNS.some((column) => one[column] !== null);
    if (isNews || !said.some(({ isApart }) => isApart === one.isApart)) said.push(one);
  }
}

/** Whether the ledger must have a row of it. */
export const isRowDue = ({ said }: ShiftSaid): boolean => said.some(({ isApart }) => !isApart);

/**
 * Names of what the shift's row says and none of its records, or does not say though one did. Of records that say
 * different things the last one counts: by when they came, which only the row still knows.
 */
export function alteredInShift(row: KeptShift, { said, isWhole }: ShiftSaid): string[] {
  const altered: string[] = COLUMNS.filter((column) => {
    const values = said.filter((one) => (one[column] ?? '') !== '');
    const isSaid = values.some((one) => one[column] === row[column]);
    if (row[column] === NOTHING[column]) return values.some(({ isApart }) => !isApart);
    return isWhole && !isSaid;
  });
  const isOfDevice = said.some(({ deviceId }) => deviceId === row.deviceId);
  if (isWhole && !isOfDevice) altered.push('deviceId');
  return altered;
}
