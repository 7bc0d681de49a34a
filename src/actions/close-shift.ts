import { isOpenCase } from '../domain/fever-case.ts';
import type { NotSaved, ShiftSession } from './shift-session.ts';
import { workingsOf } from './working-session.ts';

export type ShiftClosed =
  | { readonly kind: 'closed'; readonly shiftId: string; readonly recordCount: number }
  | NotSaved;

/** States how many records the shift has, and locks. Works offline; the receipt may come later. */
export async function closeShift(session: ShiftSession, now: number): Promise<ShiftClosed> {
  const work = workingsOf(session);
  return work.exclusively<ShiftClosed>(now, async (at) => {
    const own = work.state.open.filter(isOpenCase).length;
    const openCases = own + work.earlierCases.length;
    const isKnown = work.named && work.knowsEarlierCases;
    const closed = await work.openLog.close(at, isKnown ? openCases : undefined);
    if (closed.kind === 'not-saved') return closed;
    work.end('locked');
    return { kind: 'closed', shiftId: work.shiftId, recordCount: closed.recordCount };
  });
}
