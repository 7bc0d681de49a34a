import type { ToldDay } from '../domain/gate-day.ts';
import type { Briefing } from '../domain/mark.ts';
import type { StreetNotice } from '../domain/notice.ts';
import type { Passings } from '../domain/passings.ts';
import type { Policy } from '../domain/policy.ts';
import type { ShiftState, StandingEntry } from '../domain/shift-state.ts';
import type { Roster } from '../roster/roster-file.ts';

export interface GateInfo {
  readonly id: string;
  readonly name: string;
  readonly compoundId: string;
  readonly compoundName: string;
  readonly cardEpoch: number;
}

/** What the screens work with while a gate is open on this phone. In memory only; of no use after `lock`. */
export interface ShiftSession {
  readonly shiftId: string;
  readonly gate: GateInfo;
  /** The card was shown: names are available. */
  readonly named: boolean;
  readonly roster: Roster | null;
  /** Epoch milliseconds. */
  readonly rosterSavedAt: number | null;
  /** Who of the gate's households went through any gate of the street, this shift included. */
  readonly passings: Passings;
  /** When this phone last heard all that other gates had told, by the server's clock; null: never, or the card was not shown. */
  readonly passingsHeardAt: number | null;
  /** Whom the desk has marked, and whom to call; null: none was pulled, or the card was not shown. */
  readonly briefing: Briefing | null;
  /** The street's words to the gate, newest first; none while the card was not shown. */
  readonly notices: readonly StreetNotice[];
  /** What the gate is told of its day: reports, rota, handover, standards; null: none was pulled, or the card was not shown. */
  readonly day: ToldDay | null;
  readonly policy: Policy;
  /** The desk took the gate away from this phone. The shift goes on; the gate leaves when it is closed. */
  readonly isGateGone: boolean;
  /** The fold of what this phone can read of the shift. */
  readonly state: ShiftState;
  /** Open fever cases of earlier shifts of this phone at this gate, oldest first; not among the state's entries. */
  readonly earlierCases: readonly StandingEntry[];
  /** Records of this shift that are on the phone but cannot be read here (no card then, damaged). */
  readonly unreadable: number;
  /** `null` while usable; afterwards why it is not. */
  readonly ended: SessionEnd | null;
  /** Told after every change, and when the session ends. Returns how to stop listening. */
  readonly subscribe: (listener: () => void) => () => void;
}

export type SessionEnd = 'locked' | 'other-tab';

export type NotSavedWhy = 'disk-full' | 'storage-lost' | 'other-tab' | 'locked';

/** Nothing was kept: the screen must not show it as done. */
export interface NotSaved {
  readonly kind: 'not-saved';
  readonly why: NotSavedWhy;
}

export interface EntrySaved {
  readonly kind: 'saved';
  readonly entry: StandingEntry;
}

/** The entry is no longer standing: undone, or continued by another. */
export interface EntryGone {
  readonly kind: 'gone';
}
