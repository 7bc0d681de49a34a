import type { ShiftSession } from './shift-session.ts';
import { workingsOf } from './working-session.ts';

/** Drops keys, roster and readable records from memory; the shift stays open. */
export function lock(session: ShiftSession): void {
  workingsOf(session).end('locked');
}
