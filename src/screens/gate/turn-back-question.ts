import { say } from '../../words/i18n.ts';
import type { NoteQuestion } from './note-form.tsx';

/** Why somebody goes back: a tap each, and who says so where it ends a case. */
export const turnBackQuestion = (
  onDuty: readonly string[],
  isCase: boolean,
  onDone: (note: string, by: string) => void,
): NoteQuestion => ({
  title: say('turn-back.title'),
  label: say('turn-back.label'),
  hint: say('turn-back.hint'),
  ...(isCase || onDuty.length === 1 ? { who: onDuty } : {}),
  usual: [
    say('turn-back.reason-papers'),
    say('turn-back.reason-purpose'),
    say('turn-back.reason-host'),
    say('turn-back.reason-refused'),
    say('turn-back.reason-later'),
  ],
  act: say('turn-back.act'),
  onDone,
});
