import type { ShiftSession } from '../../src/actions/shift-session.ts';
import { unlockWithCard } from '../../src/actions/unlock-with-card.ts';
import { writeHandoverNote } from '../../src/actions/write-handover-note.ts';
import { GATE, START, type TestStreet } from '../phone/test-street.ts';

/** A shift of `records` records, the start included. */
export async function loggedShift(street: TestStreet, records: number): Promise<ShiftSession> {
  const unlocked = await unlockWithCard(street.cardOf(GATE), START);
  if (unlocked.kind !== 'ready') throw new Error(unlocked.kind);
  const started = await unlocked.start(['王秀英'], START);
  if (started.kind !== 'opened') throw new Error(started.kind);
  for (let nth = 1; nth < records; nth += 1) await logNote(started.session, `第${nth}`);
  return started.session;
}

export async function logNote(session: ShiftSession, text: string): Promise<void> {
  const written = await writeHandoverNote(session, text, START);
  if (written.kind !== 'saved') throw new Error(written.why);
}
