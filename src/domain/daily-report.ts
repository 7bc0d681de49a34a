import { addFigures, NO_FIGURES, type ReportFigures } from './report-figures.ts';

/** Three marks that are never one: a person said nothing happened, nobody said anything, and it is not all here yet. */
export const REPORT_STATES = ['reported', 'zero', 'missing', 'unsynced'] as const;
export type ReportState = (typeof REPORT_STATES)[number];

/** What a person stated about a place's day. */
export interface ReportStatement {
  readonly isZero: boolean;
  readonly figures: ReportFigures;
  /** As typed by who signed. */
  readonly by: string;
  readonly note: string;
  /** Epoch ms: by the clock of where it was signed, and of the server when it came. */
  readonly at: number;
  readonly receivedAt: number;
}

/** What is known of one gate's day. */
export interface GateDay {
  readonly figures: ReportFigures;
  /** Those of its day, in the order of their arrival; the last one holds, earlier ones stay. */
  readonly statements: readonly ReportStatement[];
  /** Phones that are known to hold records of this day that have not come. */
  readonly phonesBehind: number;
}

/**
 * Nobody can state what is yet to come: what was signed by the phone's clock, or here by the server's, before the day
 * began is no report of it. `from`: the day's first moment, epoch ms.
 */
export const isOfItsDay = (
  { at, receivedAt }: Pick<ReportStatement, 'at' | 'receivedAt'>,
  from: number,
): boolean => at >= from && receivedAt >= from;

export function reportState({
  statements,
  phonesBehind,
}: Pick<GateDay, 'statements' | 'phonesBehind'>): ReportState {
  const last = statements.at(-1);
  if (!last) return 'missing';
  if (phonesBehind > 0) return 'unsynced';
  return last.isZero ? 'zero' : 'reported';
}

/** A sum over places. `isAtLeast`: over one that has not reported, or whose records are on their way; printed as ≥ n. */
export interface RolledUp {
  readonly figures: ReportFigures;
  readonly isAtLeast: boolean;
  /** Gates that have reported, zero ones too, of those that should. */
  readonly reported: number;
  readonly gates: number;
}

export function rollUp(days: readonly GateDay[]): RolledUp {
  const states = days.map(reportState);
  return {
    figures: days.reduce((sum, { figures }) => addFigures(sum, figures), NO_FIGURES),
    isAtLeast: states.some((state) => state === 'missing' || state === 'unsynced'),
    reported: states.filter((state) => state === 'reported' || state === 'zero').length,
    gates: days.length,
  };
}

export const USUAL_DEADLINE_MINUTE = 20 * 60;
export const USUAL_REMIND_MINUTES = 60;
