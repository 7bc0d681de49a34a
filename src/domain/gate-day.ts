import type { ReportState } from './daily-report.ts';

/** What a gate's phone is told about its day beside rules, people and notices. Times are epoch ms, days the street's. */
export interface ToldDay {
  /** When the report is due, and how long before that the phone reminds; minutes of the day, and minutes. */
  readonly deadlineMinute: number;
  readonly remindMinutes: number;
  /** What was stated of today and yesterday as far as the server knows; a day that is not here is missing. */
  readonly reports: readonly ToldReport[];
  /** Who should stand here, from yesterday on, by time. */
  readonly rota: readonly ToldTurn[];
  /** The last words that another shift of this gate left, if nobody has taken them over yet. */
  readonly handover: ToldHandover | null;
  readonly standards: Standards;
  /** When they were last answered at this gate. */
  readonly standardsAnsweredAt: number | null;
  /** Of the street's own handbook; 0: it has none, the app's holds. */
  readonly handbookVersion: number;
}

export interface ToldReport {
  readonly day: string;
  readonly state: Exclude<ReportState, 'missing'>;
  readonly by: string;
  readonly at: number;
}

export interface ToldTurn {
  readonly name: string;
  readonly startsAt: number;
  readonly endsAt: number;
  /** What this person has served in the street's month so far, as the logs show, in minutes. */
  readonly servedMinutes: number;
}

export interface ToldHandover {
  readonly shiftId: string;
  readonly text: string;
  /** Who was on duty, and when they left. */
  readonly from: readonly string[];
  readonly at: number;
}

/** What a gate must have (九个有); which things these are is the street's. Version 0: the usual ones, whose names are in the catalogue. */
export interface Standards {
  readonly version: number;
  readonly items: readonly StandardsItem[];
}

export interface StandardsItem {
  /** From 1; a new item gets a new one. */
  readonly id: number;
  /** Empty: one of the usual items, named by its id in the catalogue. */
  readonly title: string;
}

export const USUAL_STANDARDS: Standards = {
  version: 0,
  items: [1, 2, 3, 4, 5, 6, 7, 8, 9].map((id) => ({ id, title: '' })),
};
export const STANDARDS_LIMIT = 30;
export const STANDARDS_TITLE_LENGTH = 40;
