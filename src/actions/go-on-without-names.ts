import { database } from '../storage/database.ts';
import { withReopening } from '../storage/with-reopening.ts';
import { changeDuty } from './change-duty.ts';
import { findOpenShift, gateInfo, openSession } from './open-session.ts';
import type { GateInfo, NotSaved, ShiftSession } from './shift-session.ts';

export type WithoutNames =
  | { readonly kind: 'opened'; readonly session: ShiftSession }
  | { readonly kind: 'unknown-gate' | 'other-tab' | 'not-ready' }
  /** A shift is open on this phone at another gate, which is named. */
  | { readonly kind: 'other-gate'; readonly gate: GateInfo }
  | NotSaved;

/**
 * No card at hand: pass signatures are still checked, entries and temperatures still recorded, without names.
 * Resumes the gate's open shift, or starts one. An empty `onDuty` leaves the names of a resumed shift as they were.
 */
export async function goOnWithoutNames(
  gateId: string,
  onDuty: readonly string[],
  now: number,
): Promise<WithoutNames> {
  const row = await withReopening(() => database.gates.get(gateId));
  const shift = await findOpenShift();
  if (!row || (row.isGone && shift?.gateId !== gateId)) return { kind: 'unknown-gate' };
  const other = shift && shift.gateId !== gateId && (await database.gates.get(shift.gateId));
  if (other) return { kind: 'other-gate', gate: gateInfo(other) };
  const resumed = shift?.gateId === gateId ? shift : null;
  const opened = await openSession(gateInfo(row), resumed, null, onDuty, now);
  if (opened.kind === 'opened' && resumed && onDuty.length > 0) {
    const changed = await changeDuty(opened.session, onDuty, now);
    if (changed.kind === 'not-saved') {
      opened.session.end('locked');
      return changed;
    }
  }
  return opened;
}
