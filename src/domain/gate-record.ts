import type {
  Direction,
  Identification,
  Outcome,
  Reading,
  RecordId,
  Shown,
  Subject,
  Verdict,
} from './entry.ts';
import type { ReasonCode } from './reason.ts';
import type { ReportFigures } from './report-figures.ts';

/** What was done about somebody with a fever who is held at the gate; the case ends with a decision. For ever: by place. */
export const CASE_STEPS = ['called', 'arrived', 'handed-over'] as const;
export type CaseStep = (typeof CASE_STEPS)[number];

/** What one person's passing (or not passing) was. */
export interface EntryFacts {
  readonly subject: Subject;
  readonly direction: Direction;
  readonly identification: Identification;
  /** Null: not measured (yet). */
  readonly reading: Reading | null;
  readonly mask: boolean;
  readonly verdict: Verdict;
  readonly outcome: Outcome;
  /** Codes only; their data is in the reading, the roster and the policy version. */
  readonly reasons: readonly ReasonCode[];
  /** In the order of SHOWN_KINDS; usually nothing. */
  readonly shown: readonly Shown[];
}

/**
 * One record of a gate's log. Times are epoch milliseconds of the phone's clock, kept to the second.
 * Records are never changed: undo and correction are records of their own that name the one they are about.
 */
export type GateRecord =
  /** The context of all that follows in the shift. First record of a shift's first segment. */
  | {
      readonly kind: 'shift-start';
      readonly at: number;
      readonly onDuty: readonly string[];
      readonly policyVersion: number;
      readonly appVersion: string;
    }
  /** Other hands on the same phone. */
  | { readonly kind: 'duty-change'; readonly at: number; readonly onDuty: readonly string[] }
  /** The segment goes on under another policy. */
  | { readonly kind: 'policy-change'; readonly at: number; readonly policyVersion: number }
  /** `follows`: the parked or held entry that this one continues (second reading, came back from waiting). */
  | ({
      readonly kind: 'entry';
      readonly at: number;
      readonly follows: RecordId | null;
    } & EntryFacts)
  /** A person decided about an entry that was not a plain pass. A reason is needed to let pass what was stopped. */
  | {
      readonly kind: 'decision';
      readonly at: number;
      readonly target: RecordId;
      readonly outcome: Outcome;
      readonly note: string;
      /** Who decided, of those on duty; empty where nobody was asked. */
      readonly by: string;
    }
  /** `by`: who did it, a name on duty; `note`: whom, and what they said. */
  | {
      readonly kind: 'case-step';
      readonly at: number;
      readonly target: RecordId;
      readonly step: CaseStep;
      readonly by: string;
      readonly note: string;
    }
  /** At peak hours, when the rules allow it: so many more went through that were counted, not registered. */
  | {
      readonly kind: 'head-count';
      readonly at: number;
      readonly direction: Direction;
      readonly people: number;
    }
  /** A notice of the street was read. `by`: who, of those on duty; empty where nobody was named. */
  | {
      readonly kind: 'notice-read';
      readonly at: number;
      readonly noticeId: string;
      readonly by: string;
    }
  /** The gate's day, stated by a person; a later one of the same day stands beside it. `figures`: as that person saw them. */
  | {
      readonly kind: 'daily-report';
      readonly at: number;
      /** The street's day, 'YYYY-MM-DD'. */
      readonly day: string;
      /** The zero report: nothing happened. */
      readonly isZero: boolean;
      readonly figures: ReportFigures;
      readonly by: string;
      readonly note: string;
    }
  /** What the shift before left in words was read and taken over. `shiftId`: whose words. */
  | {
      readonly kind: 'handover-accepted';
      readonly at: number;
      readonly shiftId: string;
      readonly by: string;
    }
  /** What a gate must have was looked at: all of that version's items are there but these. */
  | {
      readonly kind: 'standards-answered';
      readonly at: number;
      readonly version: number;
      /** Ids of items, in rising order. */
      readonly missing: readonly number[];
      readonly by: string;
      readonly note: string;
    }
  /** Somebody answered questions on the handbook of that version; 0: the one that the app brings. */
  | {
      readonly kind: 'quiz-answered';
      readonly at: number;
      readonly version: number;
      readonly asked: number;
      readonly right: number;
      readonly by: string;
    }
  | { readonly kind: 'undo'; readonly at: number; readonly target: RecordId }
  /** The whole of the facts as they should have been. */
  | ({ readonly kind: 'correction'; readonly at: number; readonly target: RecordId } & EntryFacts)
  /** A code that was refused before anybody was measured. Nothing of an unreadable code is kept. */
  | {
      readonly kind: 'refusal';
      readonly at: number;
      readonly direction: Direction;
      readonly reason: ReasonCode;
      readonly passNumber: number | null;
    }
  /** Handed to the next shift in words. */
  | { readonly kind: 'handover-note'; readonly at: number; readonly text: string }
  /** The phone's own statement of how many records this shift has, this one included. */
  | { readonly kind: 'shift-close'; readonly at: number; readonly recordCount: number };
