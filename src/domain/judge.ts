import type { Direction, MeasuringSite, Reading, Shown, Verdict } from './entry.ts';
import type { HouseholdPassing } from './household-history.ts';
import type { Mark } from './mark.ts';
import type { Passing } from './passing.ts';
import type { Policy } from './policy.ts';
import type { HouseholdColour, Reason } from './reason.ts';

/** Where somebody lives, as the roster has it. */
export interface Home {
  readonly compoundId: string;
  readonly building: string;
  readonly unit: string;
}

export interface JudgedSubject {
  /** Null: a visitor, or a pass whose holder this phone cannot name. */
  readonly colour: HouseholdColour | null;
  /** `absent`: looked up and not there. `unknown`: nobody could look, as no card was shown. `none`: a visitor's. */
  readonly onRoster: 'listed' | 'absent' | 'unknown' | 'none';
  /** Null: a visitor, or nobody could look. */
  readonly home: Home | null;
  /** All that the desk has marked about this person, the household, the plate or the ID number. */
  readonly marks: readonly Mark[];
}

export interface FeverBefore {
  readonly site: MeasuringSite;
  readonly instrumentId: number | null;
}

export interface Situation {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly direction: Direction;
  /** Null: not measured; the other rules judge alone. */
  readonly reading: Reading | null;
  readonly mask: boolean;
  /** What an earlier reading of the same person, still open and at the threshold, was taken with; null: there is none. */
  readonly feverBefore: FeverBefore | null;
  readonly shown: readonly Shown[];
  /** How this gate let the same person through last in this shift; null: not at all, or nobody knows. */
  readonly lastPassing: Passing | null;
  /** Of the person's household through any gate, before `at`, oldest first; at least a month where it is known. */
  readonly history: readonly HouseholdPassing[];
  /** When this phone last heard from the other gates, epoch ms; null: never. The server always knows: `at`. */
  readonly heardAt: number | null;
  /** How many of those who came together in the vehicle are measured, this one included. */
  readonly measuredTogether: number;
}

export interface Judgement {
  readonly verdict: Verdict;
  /** Strongest first; empty only with `pass`. */
  readonly reasons: readonly Reason[];
}

const SEVERITY: Record<Verdict, number> = { pass: 0, check: 1, stop: 2 };

/** Total and deterministic: the same on phone and server. */
export function judge(subject: JudgedSubject, situation: Situation, policy: Policy): Judgement {
  const found: { verdict: Verdict; reason: Reason }[] = [];
  const { reading, direction } = situation;
  if (reading) {
    const { temperatureTenths, site } = reading;
    const thresholdTenths = policy.feverThresholdTenths[site];
    const low = policy.lowThresholdTenths;
    if (temperatureTenths >= thresholdTenths) {
      found.push(
        situation.feverBefore
          ? { verdict: 'stop', reason: { code: 'fever-again', temperatureTenths, thresholdTenths } }
          : {
              verdict: 'check',
              reason: { code: 'fever-first', temperatureTenths, thresholdTenths },
            },
      );
    } else if (temperatureTenths < low) {
      found.push({
        verdict: 'check',
        reason: { code: 'reading-low', temperatureTenths, thresholdTenths: low },
      });
    }
  }
  if (subject.colour !== null) {
    const verdict = policy.colours[subject.colour]?.[direction] ?? 'pass';
    if (verdict !== 'pass') {
      found.push({ verdict, reason: { code: 'colour', colour: subject.colour, direction } });
    }
  }
  for (const shown of situation.shown) {
    if (shown.kind === 'health-code' && shown.colour !== 'green') {
      const verdict = shown.colour === 'red' ? 'stop' : 'check';
      found.push({ verdict, reason: { code: 'health-code', colour: shown.colour } });
    }
    if (shown.kind === 'travel-card' && shown.isStarred) {
      found.push({ verdict: 'check', reason: { code: 'travel-card-starred' } });
    }
  }
  const { lastPassing } = situation;
  if (policy.antiPassback && subject.onRoster !== 'none' && lastPassing?.direction === direction) {
    const code = direction === 'out' ? 'already-out' : 'already-in';
    found.push({ verdict: 'check', reason: { code, since: lastPassing.at } });
  }
  if (subject.onRoster === 'absent') {
    found.push({ verdict: 'check', reason: { code: 'not-on-roster' } });
  }
  if (policy.maskRequired && !situation.mask) {
    found.push({ verdict: 'check', reason: { code: 'mask-missing' } });
  }
  found.sort((a, b) => SEVERITY[b.verdict] - SEVERITY[a.verdict]);
  return { verdict: found[0]?.verdict ?? 'pass', reasons: found.map((one) => one.reason) };
}
