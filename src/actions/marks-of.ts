import type { Shown, Subject } from '../domain/entry.ts';
import type { Mark } from '../domain/mark.ts';
import { marksAbout } from '../domain/marks-about.ts';
import type { ShiftSession } from './shift-session.ts';
import { subjectHome } from './subject-names.ts';

/** All that the desk has marked about the person, the household, the vehicle or the ID number. */
export function marksOf(
  { briefing, roster }: Pick<ShiftSession, 'briefing' | 'roster'>,
  subject: Subject,
  shown: readonly Shown[],
): Mark[] {
  if (!briefing) return [];
  const { person, householdId } = subjectHome(subject, roster);
  const visitor = subject.kind === 'visitor' ? subject.visitor : null;
  const vehicle = shown.find((one) => one.kind === 'vehicle')?.plate ?? '';
  return marksAbout(briefing.marks, {
    rosterNumber:
      subject.kind === 'resident' ? subject.rosterNumber : (person?.rosterNumber ?? null),
    householdId,
    plates: [vehicle, visitor?.plate ?? ''],
    idNumber: visitor?.idNumber ?? '',
  });
}

/** Papers that the desk has seen: they count as shown. */
export const papersOf = (
  session: Pick<ShiftSession, 'briefing' | 'roster'>,
  subject: Subject,
  shown: readonly Shown[],
): number[] => marksOf(session, subject, shown).flatMap(({ documentIds }) => documentIds);
