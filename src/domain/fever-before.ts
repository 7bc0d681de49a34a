import type { EntryFacts } from './gate-record.ts';
import type { FeverBefore } from './judge.ts';

export type Measured = Pick<EntryFacts, 'reading' | 'reasons' | 'shown'>;

/**
 * The last reading at the threshold among the open entries that one continues, newest first. One that two instruments agreed on needs no
 * other instrument any more: whatever is at the threshold after it is so again.
 */
export function feverBefore(earlier: Iterable<Measured>): FeverBefore | null {
  for (const { reading, reasons, shown } of earlier) {
    if (!reading) continue;
    const { site } = reading;
    if (reasons.includes('fever-again')) return { site, instrumentId: null };
    if (reasons.includes('fever-first')) {
      const told = shown.find((one) => one.kind === 'instrument');
      return { site, instrumentId: told?.instrumentId ?? null };
    }
  }
  return null;
}
