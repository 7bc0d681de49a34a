import { CASE_STEP_COLUMNS } from './case-step-row.ts';
import { HANDOVER_COLUMNS, QUIZ_COLUMNS, STANDARDS_COLUMNS } from './day-records.ts';
import { HEAD_COUNT_COLUMNS } from './head-count-row.ts';
import { NOTICE_READ_COLUMNS } from './notice-read-row.ts';

/** Tables of which each row is one record of a gate's log, by (gate_id, segment_id, number), and nothing else changes it. */
export const RECORD_TABLES = {
  case_steps: CASE_STEP_COLUMNS,
  head_counts: HEAD_COUNT_COLUMNS,
  notice_reads: NOTICE_READ_COLUMNS,
  handovers_accepted: HANDOVER_COLUMNS,
  standards_answers: STANDARDS_COLUMNS,
  quiz_answers: QUIZ_COLUMNS,
} as const;
export type RecordTable = keyof typeof RECORD_TABLES;
export const RECORD_TABLE_NAMES = Object.keys(RECORD_TABLES) as RecordTable[];

/** All that have rows of a gate's records, or of a sheet of paper. */
export const LEDGER_TABLES = ['entries', 'amendments', 'duties', ...RECORD_TABLE_NAMES] as const;
export type LedgerTable = (typeof LEDGER_TABLES)[number];
