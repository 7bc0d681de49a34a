import type { Identification, Shown, Subject } from '../../domain/entry.ts';
import type { StandingEntry } from '../../domain/shift-state.ts';

/** Somebody at the gate who is about to be measured. In memory only. */
export interface MeasuredPerson {
  readonly subject: Subject;
  readonly identification: Identification;
  /** Before the reading: a form, codes that were looked at. */
  readonly shown: readonly Shown[];
  /** The open entry that this reading continues. */
  readonly follows: StandingEntry | null;
  /** Why a pass has no name here. */
  readonly nameless: 'no-card' | 'not-on-roster' | null;
}
