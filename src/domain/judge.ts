import type { Direction, Reading, Verdict } from './entry.ts';
import type { Policy } from './policy.ts';
import type { HouseholdColour, Reason } from './reason.ts';

export interface JudgedSubject {
  /** Null: a visitor, or a pass whose holder this phone cannot name. */
  readonly colour: HouseholdColour | null;
  /** `absent`: looked up and not there. `unknown`: nobody could look, as no card was shown. `none`: a visitor's. */
  readonly onRoster: 'listed' | 'absent' | 'unknown' | 'none';
}

export interface Situation {
  readonly direction: Direction;
  /** Null: not measured; the other rules judge alone. */
  readonly reading: Reading | null;
  readonly mask: boolean;
  /** True when an earlier reading of the same person, still open, was at the threshold. */
  readonly feverBefore: boolean;
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
  if (subject.onRoster === 'absent') {
    found.push({ verdict: 'check', reason: { code: 'not-on-roster' } });
  }
  if (policy.maskRequired && !situation.mask) {
    found.push({ verdict: 'check', reason: { code: 'mask-missing' } });
  }
  found.sort((a, b) => SEVERITY[b.verdict] - SEVERITY[a.verdict]);
  return { verdict: found[0]?.verdict ?? 'pass', reasons: found.map((one) => one.reason) };
}
