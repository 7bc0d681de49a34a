import type { Direction, Identification, Outcome, Subject, Verdict } from './entry.ts';
import type { ReasonCode } from './reason.ts';

/**
 * What a day's report can count, for ever in this order: records and reports name a figure by its place, new ones go
 * to the end. Each is a number of rows of the ledger, but `handed-over` of steps of cases and `counted` of people.
 */
export const REPORT_FIGURES = [
  /** People let out and in, those who were only counted among them. */
  'out',
  'in',
  /** Visitors let in. */
  'visitors',
  /** Vehicles let through; all who sat in one are one. */
  'vehicles',
  'turned-back',
  /** People with a high first reading; those of them who passed after another; those handed over. */
  'fevers',
  'fevers-cleared',
  'handed-over',
  /** Residents let through who showed no code. */
  'no-code',
  'no-mask',
  /** Let through against the rules, with a reason. */
  'overrides',
  /** People who were counted, not registered: within `out` and `in`. */
  'counted',
] as const;
export type ReportFigure = (typeof REPORT_FIGURES)[number];
export type ReportFigures = Readonly<Record<ReportFigure, number>>;

/** The usual columns of a street's report. */
export const USUAL_FIGURES: readonly ReportFigure[] = REPORT_FIGURES.slice(0, 9);

export const NO_FIGURES: ReportFigures = Object.fromEntries(
  REPORT_FIGURES.map((figure) => [figure, 0]),
) as Record<ReportFigure, number>;

/** Of a row of one gate's ledger what many others have as well. */
export interface CountedFacts {
  /** Corrected ones stand; undone and continued ones do not. */
  readonly state: 'standing' | 'continued' | 'undone';
  /** A code that was refused before anybody was measured: nobody was turned back. */
  readonly isRefusal: boolean;
  readonly direction: Direction;
  readonly outcome: Outcome;
  readonly verdict: Verdict;
  readonly subject: Subject['kind'];
  readonly identification: Identification;
  readonly reasons: readonly ReasonCode[];
}

/** What such facts count, whoever's they are. */
export interface CountOfFacts {
  readonly figures: readonly ReportFigure[];
  /** It stands, and somebody went through. */
  readonly isLetThrough: boolean;
  /** Not taken back, and at the threshold. */
  readonly hasFever: boolean;
}

/** Of a row of one gate's ledger, what counting needs. */
export interface CountedRow extends CountedFacts {
  /** "segment/number". */
  readonly key: string;
  readonly follows: string | null;
  /** The same text for all who sat in one vehicle; null: on foot. */
  readonly vehicle: string | null;
}

/** The same, its facts counted already. */
export interface LinkedRow extends Pick<CountedRow, 'key' | 'follows' | 'vehicle'> {
  /** Where it stands among all rows. */
  readonly place: number;
  readonly count: CountOfFacts;
}

/** What is behind each figure; what is no row (`handed-over`, `counted`) is empty here. */
type Behind<T> = Readonly<Record<ReportFigure, readonly T[]>>;

export function countOfFacts(facts: CountedFacts): CountOfFacts {
  const { state, direction, outcome, reasons, subject } = facts;
  const figures: ReportFigure[] = [];
  const isUndone = state === 'undone';
  const hasFever =
    !isUndone && (reasons.includes('fever-first') || reasons.includes('fever-again'));
  if (!isUndone && reasons.includes('fever-first')) figures.push('fevers');
  const isLetThrough = state === 'standing' && outcome === 'passed';
  if (state === 'standing') {
    if (reasons.includes('mask-missing')) figures.push('no-mask');
    if (outcome === 'turned-back' && !facts.isRefusal) figures.push('turned-back');
  }
  if (isLetThrough) {
    figures.push(direction);
    if (subject === 'visitor' && direction === 'in') figures.push('visitors');
    if (subject !== 'visitor' && ['found', 'typed'].includes(facts.identification)) {
      figures.push('no-code');
    }
    if (facts.verdict === 'stop') figures.push('overrides');
  }
  return { figures, isLetThrough, hasFever };
}

/** Whether counting a row needs other rows as well; most need none. */
export const isLinked = ({ count, follows, vehicle }: Omit<LinkedRow, 'key' | 'place'>): boolean =>
  follows !== null || vehicle !== null || count.hasFever;

/**
 * Places by figures that their facts alone do not tell, in the order of `rows`, which may be any: all that are linked. Of a
 * vehicle one row stands for all; an earlier one that is not among them is as if it had no fever.
 */
export function linkedBehind(
  rows: readonly LinkedRow[],
): Pick<Behind<number>, 'vehicles' | 'fevers-cleared'> {
  // Any other has no fever and ends the way back.
  const onWay = rows.filter(({ follows, count }) => follows !== null || count.hasFever);
  const byKey = new Map(onWay.map((row) => [row.key, row]));
  const seen = new Set<string>();
  const vehicles: number[] = [];
  const cleared: number[] = [];
  for (const row of rows) {
    if (!row.count.isLetThrough) continue;
    if (row.vehicle !== null && !seen.has(row.vehicle)) {
      seen.add(row.vehicle);
      vehicles.push(row.place);
    }
    if (row.follows === null || row.count.hasFever) continue;
    if (followsFever(row, byKey)) cleared.push(row.place);
  }
  return { vehicles, 'fevers-cleared': cleared };
}

function followsFever(row: LinkedRow, byKey: ReadonlyMap<string, LinkedRow>): boolean {
  const seen = new Set<string>();
  for (
    let key = row.follows;
    key !== null && !seen.has(key);
    key = byKey.get(key)?.follows ?? null
  ) {
    seen.add(key);
    if (byKey.get(key)?.count.hasFever) return true;
  }
  return false;
}

/** Keys of rows by figure, in the order of `rows`, which may be any. */
export function rowsBehind(rows: readonly CountedRow[]): Behind<string> {
  const behind = Object.fromEntries(
    REPORT_FIGURES.map((figure) => [figure, [] as string[]]),
  ) as Record<ReportFigure, string[]>;
  const counted = rows.map((row, place) => {
    const { key, follows, vehicle } = row;
    return { place, key, follows, vehicle, count: countOfFacts(row) };
  });
  for (const { key, count } of counted) for (const one of count.figures) behind[one].push(key);
  const linked = linkedBehind(counted.filter(isLinked));
  const keyAt = (place: number): string => rows[place]?.key ?? '';
  return {
    ...behind,
    vehicles: linked.vehicles.map(keyAt),
    'fevers-cleared': linked['fevers-cleared'].map(keyAt),
  };
}

/** What is no row of the ledger. */
export interface CountedBesides {
  readonly handedOver: number;
  readonly counted: Readonly<Record<Direction, number>>;
}

export function figuresOf(
  behind: Readonly<Record<ReportFigure, { readonly length: number }>>,
  { handedOver, counted }: CountedBesides,
): ReportFigures {
  const figures = Object.fromEntries(
    REPORT_FIGURES.map((figure) => [figure, behind[figure].length]),
  ) as Record<ReportFigure, number>;
  figures.out += counted.out;
  figures.in += counted.in;
  figures['handed-over'] = handedOver;
  figures.counted = counted.out + counted.in;
  return figures;
}

export const addFigures = (a: ReportFigures, b: ReportFigures): ReportFigures =>
  Object.fromEntries(REPORT_FIGURES.map((figure) => [figure, a[figure] + b[figure]])) as Record<
    ReportFigure,
    number
  >;
