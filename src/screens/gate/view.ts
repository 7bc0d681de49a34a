import type { RefusedCode, ScanMeaning, VisitorCodeMeaning } from '../../actions/read-code.ts';
import type { NotSavedWhy } from '../../actions/shift-session.ts';
import type { Reason } from '../../domain/reason.ts';
import type { StandingEntry } from '../../domain/shift-state.ts';
import type { MeasuredPerson } from './measured-person.ts';
import type { NoteQuestion } from './note-form.tsx';

/** Which screen of a shift is up. `again` repeats what could not be saved. */
export type View =
  | { readonly kind: 'gate' }
  | { readonly kind: 'measure'; readonly person: MeasuredPerson }
  | {
      readonly kind: 'verdict';
      readonly entry: StandingEntry;
      readonly reasons: readonly Reason[];
    }
  | { readonly kind: 'note'; readonly entry: StandingEntry; readonly question: NoteQuestion }
  | { readonly kind: 'refused'; readonly code: RefusedCode }
  /** Of a pass that stands for all of them. */
  | { readonly kind: 'household'; readonly pass: Extract<ScanMeaning, { kind: 'household' }> }
  | { readonly kind: 'find' }
  /** `form`: what the visitor filled in; null when the volunteer asks. */
  | { readonly kind: 'visitor'; readonly form: VisitorCodeMeaning | null }
  /** Both codes of whoever is next. */
  | { readonly kind: 'codes' }
  | { readonly kind: 'code'; readonly isMistyped: boolean }
  | { readonly kind: 'duty' }
  | { readonly kind: 'recent' }
  | { readonly kind: 'entry'; readonly entry: StandingEntry }
  | { readonly kind: 'settings' }
  | { readonly kind: 'close' }
  | {
      readonly kind: 'not-saved';
      readonly why: NotSavedWhy;
      readonly again: () => Promise<void>;
      /** Epoch ms of the last try. */
      readonly triedAt: number;
    };

/** Screens from which the next code that is raised goes on without a tap. */
export const scansIn = (view: View): boolean =>
  view.kind === 'gate' || view.kind === 'verdict' || view.kind === 'refused';
