import { REPORT_FIGURES } from '../domain/report-figures.ts';
import { shiftFigures } from '../domain/shift-figures.ts';
import { boundedText, NAME_LENGTH, NOTE_LENGTH } from './bounded-text.ts';
import type { NotSaved, ShiftSession } from './shift-session.ts';
import { workingsOf } from './working-session.ts';

export interface SignedReport {
  /** The street's day, 'YYYY-MM-DD'. */
  readonly day: string;
  /** States that nothing happened. */
  readonly isZero: boolean;
  readonly by: string;
  readonly note: string;
}

export type ReportSigned =
  | { readonly kind: 'saved' }
  /** Nobody signs. */
  | { readonly kind: 'who-needed' }
  /** This shift did count something that day. */
  | { readonly kind: 'not-zero' }
  | NotSaved;

/** States the gate's day with what this shift counts of it. A later one of the same day is a supplement. */
export async function signReport(
  session: ShiftSession,
  { day, isZero, by, note }: SignedReport,
  now: number,
): Promise<ReportSigned> {
  const work = workingsOf(session);
  const name = boundedText(by, NAME_LENGTH);
  if (name === '') return { kind: 'who-needed' };
  return work.exclusively<ReportSigned>(now, async (at) => {
    const figures = shiftFigures(work.state, day, work.policy.timeZone);
    if (isZero && REPORT_FIGURES.some((figure) => figures[figure] > 0)) return { kind: 'not-zero' };
    return work.append({
      kind: 'daily-report',
      at,
      day,
      isZero,
      figures,
      by: name,
      note: boundedText(note, NOTE_LENGTH),
    });
  });
}
