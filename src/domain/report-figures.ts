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

/** Of a row of one gate's ledger, what counting needs. */
export interface CountedRow {
  /** "segment/number". */
  readonly key: string;
  readonly follows: string | null;
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
  /** The same text for all who sat in one vehicle; null: on foot. */
  readonly vehicle: string | null;
}

/** The rows behind each figure; what is no row (`handed-over`, `counted`) is empty here. */
export type RowsBehind = Readonly<Record<ReportFigure, readonly string[]>>;

const hasFever = ({ reasons }: Pick<CountedRow, 'reasons'>): boolean =>
  reasons.includes('fever-first') || reasons.includes('fever-again');

/** Keys of rows by figure, in the order of `rows`, which may be any. Of a vehicle one row stands for all; an earlier one that is not among them is as if it had no fever. */
export function rowsBehind(rows: readonly CountedRow[]): RowsBehind {
  const behind = Object.fromEntries(
    REPORT_FIGURES.map((figure) => [figure, [] as string[]]),
  ) as Record<ReportFigure, string[]>;
  const follows = rows.some((row) => row.follows !== null);
  const byKey = new Map(follows ? rows.map((row) => [row.key, row]) : []);
  const vehicles = new Set<string>();
  for (const row of rows) {
    if (row.state === 'undone') continue;
    if (row.reasons.includes('fever-first')) behind.fevers.push(row.key);
    if (row.state !== 'standing') continue;
    if (row.reasons.includes('mask-missing')) behind['no-mask'].push(row.key);
    if (row.outcome === 'turned-back' && !row.isRefusal) behind['turned-back'].push(row.key);
    if (row.outcome !== 'passed') continue;
    behind[row.direction].push(row.key);
    if (row.subject === 'visitor' && row.direction === 'in') behind.visitors.push(row.key);
    if (row.subject !== 'visitor' && ['found', 'typed'].includes(row.identification)) {
      behind['no-code'].push(row.key);
    }
    if (row.verdict === 'stop') behind.overrides.push(row.key);
    if (row.vehicle !== null && !vehicles.has(row.vehicle)) {
      vehicles.add(row.vehicle);
      behind.vehicles.push(row.key);
    }
    if (row.follows !== null && !hasFever(row) && followsFever(row, byKey)) {
      behind['fevers-cleared'].push(row.key);
    }
  }
  return behind;
}

function followsFever(row: CountedRow, byKey: ReadonlyMap<string, CountedRow>): boolean {
  const seen = new Set<string>();
  for (
    let key = row.follows;
    key !== null && !seen.has(key);
    key = byKey.get(key)?.follows ?? null
  ) {
    seen.add(key);
    const earlier = byKey.get(key);
    if (earlier && earlier.state !== 'undone' && hasFever(earlier)) return true;
  }
  return false;
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
