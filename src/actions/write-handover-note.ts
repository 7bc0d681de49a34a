import { boundedText, NOTE_LENGTH } from './bounded-text.ts';
import type { NotSaved, ShiftSession } from './shift-session.ts';
import { workingsOf } from './working-session.ts';

export type NoteWritten = { readonly kind: 'saved' } | NotSaved;

/** The last note of a shift counts; at most 500 characters are kept. */
export async function writeHandoverNote(
  session: ShiftSession,
  text: string,
  now: number,
): Promise<NoteWritten> {
  const work = workingsOf(session);
  return work.exclusively<NoteWritten>(now, (at) =>
    work.append({ kind: 'handover-note', at, text: boundedText(text, NOTE_LENGTH) }),
  );
}
