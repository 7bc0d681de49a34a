import type { HowRead, RefusedCode, VisitorCodeMeaning } from '../../actions/read-code.ts';
import type { NotSavedWhy } from '../../actions/shift-session.ts';
import type { Reason } from '../../domain/reason.ts';
import type { StandingEntry } from '../../domain/shift-state.ts';
import type { RosterHousehold, RosterPerson } from '../../roster/roster.ts';
import type { CarryStart } from '../carry/carry-start.ts';
import type { DayView } from './day-view.ts';
import type { GroupProgress } from './group-progress.ts';
import type { MeasuredPerson } from './measured-person.ts';
import type { NoteQuestion } from './note-form.tsx';

/** Which screen of a shift is up. `again` repeats what could not be saved. */
export type View =
  | { readonly kind: 'gate' }
  /** `progress`: with whom the person came together; null: alone. */
  | {
      readonly kind: 'measure';
      readonly person: MeasuredPerson;
      readonly progress: GroupProgress | null;
      /** Begins with what can be told beside the reading. */
      readonly isAskedFirst?: boolean;
    }
  | {
      readonly kind: 'verdict';
      readonly entry: StandingEntry;
      readonly reasons: readonly Reason[];
      /** Those who came along and are not measured yet. */
      readonly progress?: GroupProgress | null;
    }
  /** Who in the vehicle is next. */
  | { readonly kind: 'passenger'; readonly progress: GroupProgress }
  /** What came of all who came together. */
  | { readonly kind: 'group'; readonly progress: GroupProgress }
  | { readonly kind: 'again' }
  | { readonly kind: 'clicker' }
  | { readonly kind: 'note'; readonly entry: StandingEntry; readonly question: NoteQuestion }
  | { readonly kind: 'refused'; readonly code: RefusedCode }
  /** Of a pass that stands for all of them (`how` it was read), or found: then several are ticked. */
  | {
      readonly kind: 'household';
      readonly household: RosterHousehold;
      readonly people: readonly RosterPerson[];
      readonly how: HowRead | 'found';
    }
  /** `progress`: who came along in the same vehicle. */
  | { readonly kind: 'find'; readonly progress?: GroupProgress }
  /** `form`: what the visitor filled in; null when the volunteer asks. */
  | {
      readonly kind: 'visitor';
      readonly form: VisitorCodeMeaning | null;
      readonly progress?: GroupProgress;
    }
  /** Both codes of whoever is next. */
  | { readonly kind: 'codes' }
  | { readonly kind: 'code'; readonly isMistyped: boolean }
  | { readonly kind: 'duty' }
  | { readonly kind: 'notices' }
  /** `from`: the screen to go back to. */
  | { readonly kind: 'notice'; readonly id: string; readonly from: 'gate' | 'notices' }
  | { readonly kind: 'recent' }
  | { readonly kind: 'entry'; readonly entry: StandingEntry }
  | { readonly kind: 'settings' }
  | { readonly kind: 'close' }
  | DayView
  | { readonly kind: 'carry'; readonly start: CarryStart }
  | {
      readonly kind: 'not-saved';
      readonly why: NotSavedWhy;
      readonly again: () => Promise<void>;
      /** Epoch ms of the last try. */
      readonly triedAt: number;
    };

/** Screens from which the next code that is raised goes on without a tap. */
export const scansIn = (view: View): boolean =>
  view.kind === 'gate' ||
  view.kind === 'group' ||
  view.kind === 'refused' ||
  (view.kind === 'verdict' && !view.progress);
