import type { ToldHandover } from '../domain/gate-day.ts';
import { boundedText, NAME_LENGTH } from './bounded-text.ts';
import type { NotSaved, ShiftSession } from './shift-session.ts';
import { workingsOf } from './working-session.ts';

/** What another shift of this gate left in words and this one has not taken over yet. */
export function waitingHandover({
  day,
  shiftId,
  state,
}: Pick<ShiftSession, 'day' | 'shiftId' | 'state'>): ToldHandover | null {
  const left = day?.handover ?? null;
  const isWaiting = left && left.shiftId !== shiftId && !state.handoversAccepted.has(left.shiftId);
  return isWaiting ? left : null;
}

export type HandoverAccepted = { readonly kind: 'saved' } | NotSaved;

/** `by`: who on duty took it over; empty where nobody is named. Said once: a second time makes no record. */
export async function acceptHandover(
  session: ShiftSession,
  shiftId: string,
  by: string,
  now: number,
): Promise<HandoverAccepted> {
  const work = workingsOf(session);
  return work.exclusively<HandoverAccepted>(now, async (at) => {
    if (work.state.handoversAccepted.has(shiftId)) return { kind: 'saved' };
    const name = boundedText(by, NAME_LENGTH);
    return work.append({ kind: 'handover-accepted', at, shiftId, by: name });
  });
}
