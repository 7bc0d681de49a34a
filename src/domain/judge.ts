import type { Direction, MeasuringSite, Reading, Shown, Verdict } from './entry.ts';
import type { HouseholdPassing } from './household-history.ts';
import type { Mark } from './mark.ts';
import type { Passing } from './passing.ts';
import { laterPassing } from './passings.ts';
import type { Policy } from './policy.ts';
import type { HouseholdColour, Reason } from './reason.ts';
import { errandFindings } from './rules/errand.ts';
import { type Finding, finding } from './rules/finding.ts';
import { hoursFindings } from './rules/hours.ts';
import { householdExitFindings } from './rules/household-exits.ts';
import { marked } from './rules/marked.ts';
import { measuringFindings } from './rules/measuring.ts';
import { lifted } from './rules/papers.ts';
import { standingFindings } from './rules/standing-orders.ts';
import { codeFindings } from './rules/two-codes.ts';
import { streetCalendar } from './street-calendar.ts';

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
  /** Null: a visitor, a household's pass, or nobody could look. */
  readonly rosterNumber: number | null;
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
  /** How the same person went through last, as far as is known beside `history`; null: not at all, or nobody knows. */
  readonly lastPassing: Passing | null;
  /** Of the person's household through any gate, before `at`, in any order; at least a month where it is known. */
  readonly history: readonly HouseholdPassing[];
  /** When this phone last heard from the other gates, epoch ms; null: never. The server always knows: `at`. */
  readonly heardAt: number | null;
  /** How many of those who came together in the vehicle are measured, this one included. */
  readonly measuredTogether: number;
  /** How often each paper (by id) has let this household or visitor through today, as far as this gate knows. */
  readonly documentUses: Readonly<Record<number, number>>;
}

export interface Judgement {
  readonly verdict: Verdict;
  /** Strongest first; with `pass` only what the volunteer should know, usually nothing. */
  readonly reasons: readonly Reason[];
}

const SEVERITY: Record<Verdict, number> = { pass: 0, check: 1, stop: 2 };

/** Total and deterministic: the same on phone and server. A reason of `pass` only tells something. */
export function judge(subject: JudgedSubject, situation: Situation, policy: Policy): Judgement {
  const calendar = streetCalendar(situation.at, policy.timeZone);
  const marks = marked(subject.marks);
  const found = lifted(
    [
      ...measuringFindings(situation, policy),
      ...standingFindings(subject, situation, policy, marks, calendar),
      ...codeFindings(subject, situation, policy, calendar),
      ...householdExitFindings(subject, situation, policy, calendar),
      ...hoursFindings(subject, situation, policy),
      ...errandFindings(subject, situation, policy),
      ...presenceFindings(subject, situation, policy),
    ],
    situation,
    policy,
    marks,
  );
  found.sort((a, b) => SEVERITY[b.verdict] - SEVERITY[a.verdict]);
  return { verdict: found[0]?.verdict ?? 'pass', reasons: found.map((one) => one.reason) };
}

function presenceFindings(
  { onRoster, rosterNumber }: JudgedSubject,
  { direction, lastPassing, history, mask }: Situation,
  { antiPassback, maskRequired }: Policy,
): Finding[] {
  const findings: Finding[] = [];
  const last = laterPassing(lastPassing, lastOf(rosterNumber, history));
  if (antiPassback && onRoster !== 'none' && last?.direction === direction) {
    const code = direction === 'out' ? 'already-out' : 'already-in';
    findings.push(finding('check', { code, since: last.at }));
  }
  if (onRoster === 'absent') findings.push(finding('check', { code: 'not-on-roster' }));
  if (maskRequired && !mask) findings.push(finding('check', { code: 'mask-missing' }));
  return findings;
}

/** Through any gate; of the same moment the way in, as a trip is read. */
function lastOf(
  rosterNumber: number | null,
  history: readonly HouseholdPassing[],
): HouseholdPassing | null {
  if (rosterNumber === null) return null;
  let last: HouseholdPassing | null = null;
  for (const one of history) {
    if (one.rosterNumber !== rosterNumber) continue;
    if (!last || one.at > last.at || (one.at === last.at && one.direction === 'in')) last = one;
  }
  return last;
}
