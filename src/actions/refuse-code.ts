import type { Direction } from '../domain/entry.ts';
import type { RefusedCode } from './read-code.ts';
import type { NotSaved, ShiftSession } from './shift-session.ts';
import { workingsOf } from './working-session.ts';

export type CodeRefused = { readonly kind: 'saved' } | NotSaved;

/** Counts a code that was refused before anybody was measured. */
export async function refuseCode(
  session: ShiftSession,
  refused: RefusedCode,
  direction: Direction,
  now: number,
): Promise<CodeRefused> {
  const work = workingsOf(session);
  const { passNumber } = refused;
  return work.exclusively<CodeRefused>(now, (at) =>
    work.append({ kind: 'refusal', at, direction, reason: refused.reason.code, passNumber }),
  );
}
