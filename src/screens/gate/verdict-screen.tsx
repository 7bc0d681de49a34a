import type { ShiftSession } from '../../actions/shift-session.ts';
import type { Verdict } from '../../domain/entry.ts';
import type { CaseStep } from '../../domain/gate-record.ts';
import type { Reason } from '../../domain/reason.ts';
import type { StandingEntry } from '../../domain/shift-state.ts';
import type { PhoneWiring } from '../shift/phone-wiring.ts';
import { CheckVerdict } from './check-verdict.tsx';
import { HeldVerdict } from './held-verdict.tsx';
import type { NoteQuestion } from './note-form.tsx';
import { PassVerdict } from './pass-verdict.tsx';
import { StopVerdict } from './stop-verdict.tsx';
import { waitKind } from './wait-kind.ts';
import { WaitVerdict } from './wait-verdict.tsx';

export interface VerdictProps {
  readonly session: ShiftSession;
  readonly wiring: PhoneWiring;
  readonly entry: StandingEntry;
  readonly reasons: readonly Reason[];
  readonly onNext: () => void;
  readonly onUndo: () => void;
  readonly onPassed: (note: string, by: string) => void;
  readonly onTurnedBack: (note: string, by: string) => void;
  /** What was done about a fever. */
  readonly onCaseStep: (step: CaseStep, by: string, note: string) => void;
  /** Takes the entry back and asks for papers; absent where no paper would change anything. */
  readonly onPapers?: () => void;
  readonly onSecondReading: () => void;
  /** Asks for a few words on a screen of its own, where no code is read. */
  readonly onNote: (question: NoteQuestion) => void;
}

/** The saved entry's verdict: each kind has its own field and its own acts. */
export function VerdictScreen(props: VerdictProps) {
  const { entry } = props;
  const verdict: Verdict = entry.facts.verdict;
  switch (verdict) {
    case 'pass':
      return <PassVerdict {...props} />;
    case 'check':
      return ['second-reading', 'warm-up'].includes(waitKind(entry)) ? (
        <WaitVerdict {...props} />
      ) : (
        <CheckVerdict {...props} />
      );
    case 'stop':
      return entry.facts.outcome === 'held' ? (
        <HeldVerdict {...props} />
      ) : (
        <StopVerdict {...props} />
      );
    default:
      throw new Error(`unknown verdict ${verdict satisfies never as string}`);
  }
}
