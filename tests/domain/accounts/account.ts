import type {
  CodeColour,
  Direction,
  MeasuringSite,
  Outcome,
  Purpose,
  Shown,
  Verdict,
} from '../../../src/domain/entry.ts';
import type { Home } from '../../../src/domain/judge.ts';
import type { Mark } from '../../../src/domain/mark.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import type { HouseholdColour, Reason, ReasonCode } from '../../../src/domain/reason.ts';

/** A row of the table of what the published accounts had, or nothing that they say. */
export type Source = `row ${number}` | 'assumption';

export type Marked = Partial<Omit<Mark, 'id' | 'subject'>>;

export interface Household {
  /** 'Minghu Garden 3-1-201'. */
  readonly key: string;
  readonly home: Home;
  readonly colour: HouseholdColour;
  readonly mark: Marked | null;
}

export interface Person {
  /** Null: a visitor, or not on the roster of any home here. */
  readonly household: Household | null;
  /** Says that they live here, and the roster does not know them. */
  readonly isUnlisted: boolean;
  readonly mark: Marked | null;
}

/** Somebody at a gate: what a volunteer sees, and what a careful person would say. */
export interface Line {
  /** Days after the account's first; absent: that day. */
  readonly later?: number;
  readonly at: `${number}:${number}`;
  readonly gate: string;
  readonly who: string;
  readonly way: Direction;
  /** Null: not measured. */
  readonly celsius: number | null;
  /** Absent: the policy's first site. */
  readonly site?: MeasuringSite;
  readonly mask?: false;
  readonly shows?: readonly Shown[];
  /** When the gate last heard from the others, a clock time of the day; null: never. Absent: just now. */
  readonly heard?: string | null;
  readonly what: string;
  readonly verdict: Verdict;
  /** All of them, the order is not told; with data where the sentence depends on it. */
  readonly because?: readonly (ReasonCode | (Partial<Reason> & Pick<Reason, 'code'>))[];
  /** What was done in the end; absent: what the phone does by itself after the verdict. */
  readonly outcome?: Outcome;
  readonly from: readonly [Source, ...Source[]];
}

export interface Account {
  readonly name: string;
  /** The street's day on which it begins, 'YYYY-MM-DD'. */
  readonly day: string;
  readonly people: Readonly<Record<string, Person>>;
  /** What the desk marked about vehicles, by plate. */
  readonly plates?: Readonly<Record<string, Marked>>;
  /** Which rules hold at which gate. */
  readonly gates: Readonly<Record<string, Policy>>;
  readonly lines: readonly Line[];
}

/** `door`: building, unit and room, '3-1-201'. */
export function household(
  compound: string,
  door: string,
  more: { readonly colour?: HouseholdColour; readonly mark?: Marked } = {},
): Household {
  const [building = '', unit = ''] = door.split('-');
  return {
    key: `${compound} ${door}`,
    home: { compoundId: compound, building, unit },
    colour: more.colour ?? 'green',
    mark: more.mark ?? null,
  };
}

export const of = (home: Household, mark: Marked | null = null): Person => ({
  household: home,
  isUnlisted: false,
  mark,
});
export const visitor = (mark: Marked | null = null): Person => ({
  household: null,
  isUnlisted: false,
  mark,
});
export const unlisted: Person = { household: null, isUnlisted: true, mark: null };

export const going = (purpose: Purpose): Shown => ({ kind: 'purpose', purpose });
export const paper = (documentId: number): Shown => ({ kind: 'document', documentId });
export const car = (plate: string, people: number): Shown => ({ kind: 'vehicle', plate, people });
export const host = (asked: string, isConfirmed: boolean): Shown => ({
  kind: 'host',
  household: asked,
  isConfirmed,
});
export const goods = (hasSlip: boolean): Shown => ({ kind: 'goods', hasSlip });
export const together = (group: number): Shown => ({ kind: 'together', group });
export const instrument = (instrumentId: number): Shown => ({ kind: 'instrument', instrumentId });
export const healthCode = (colour: CodeColour, shownOn: string): Shown => ({
  kind: 'health-code',
  colour,
  shownOn,
});
export const travelCard = (shownOn: string, isStarred = false): Shown => ({
  kind: 'travel-card',
  isStarred,
  shownOn,
});
/** Both codes, as nearly everybody has them. */
export const bothGreen = (shownOn: string): readonly Shown[] => [
  healthCode('green', shownOn),
  travelCard(shownOn),
];
