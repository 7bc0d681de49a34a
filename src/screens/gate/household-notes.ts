import type { ShiftSession } from '../../actions/shift-session.ts';

/** What the desk wrote about the household as a whole. */
export const householdNotes = (
  { briefing }: Pick<ShiftSession, 'briefing'>,
  householdId: number,
): readonly string[] =>
  (briefing?.marks ?? []).flatMap(({ subject, note }) =>
    subject.kind === 'household' && subject.householdId === householdId && note !== ''
      ? [note]
      : [],
  );
