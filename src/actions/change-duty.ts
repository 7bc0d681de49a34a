import { namesOnDuty } from './bounded-text.ts';
import type { NotSaved, ShiftSession } from './shift-session.ts';
import { workingsOf } from './working-session.ts';

export type DutyChanged = { readonly kind: 'saved' } | NotSaved;

/** Other hands on the same phone; nobody enrols again. */
export async function changeDuty(
  session: ShiftSession,
  onDuty: readonly string[],
  now: number,
): Promise<DutyChanged> {
  const work = workingsOf(session);
  return work.exclusively<DutyChanged>(now, (at) =>
    work.append({ kind: 'duty-change', at, onDuty: namesOnDuty(onDuty) }),
  );
}
