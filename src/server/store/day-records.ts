import type { RecordId } from '../../domain/entry.ts';
import { REPORT_FIGURES, type ReportFigures } from '../../domain/report-figures.ts';
import { type Database, insertRows, type Row } from './database.ts';
import { recordKey } from './entry-row.ts';

interface LoggedRecord {
  readonly gateId: string;
  readonly id: RecordId;
  /** By the phone's clock. */
  readonly at: number;
  /** Empty: nobody on duty was named. */
  readonly by: string;
}

/** What a gate's log says about its day beside who went through: each a record that is never taken back. */
export interface DayRecords {
  readonly statements: readonly LoggedStatement[];
  readonly handovers: readonly (LoggedRecord & { readonly shiftId: string })[];
  readonly standards: readonly LoggedStandards[];
  readonly quizzes: readonly LoggedQuiz[];
}

export interface LoggedStatement extends LoggedRecord {
  readonly streetId: string;
  readonly deviceId: string;
  readonly receivedAt: number;
  readonly day: string;
  readonly isZero: boolean;
  readonly figures: ReportFigures;
  readonly note: string;
}

export interface LoggedStandards extends LoggedRecord {
  readonly streetId: string;
  readonly shiftId: string;
  readonly version: number;
  readonly missing: readonly number[];
  readonly note: string;
}

export interface LoggedQuiz extends LoggedRecord {
  readonly streetId: string;
  readonly version: number;
  readonly asked: number;
  readonly right: number;
}

export const NO_DAY_RECORDS: DayRecords = {
  statements: [],
  handovers: [],
  standards: [],
  quizzes: [],
};

export const STATEMENT_COLUMNS = [
  'street_id',
  'id',
  'place_id',
  'day',
  'at',
  'received_at',
  'device_id',
  'is_desk',
  'is_zero',
  'figures',
  'made_by',
  'note',
] as const;

/** As JSON: numbers in the order of REPORT_FIGURES. */
export const figuresToText = (figures: ReportFigures): string =>
  JSON.stringify(REPORT_FIGURES.map((figure) => figures[figure]));

const keyOf = ({ gateId, id }: LoggedRecord): Row => ({
  gate_id: gateId,
  segment_id: id.segmentId,
  number: id.number,
});
const KEY = ['gate_id', 'segment_id', 'number'] as const;
const KNOWN = 'ON CONFLICT (gate_id, segment_id, number) DO NOTHING';

export const HANDOVER_COLUMNS = [...KEY, 'shift_id', 'at', 'made_by'] as const;
export const handoverToRow = (one: DayRecords['handovers'][number]): Row => ({
  ...keyOf(one),
  shift_id: one.shiftId,
  at: one.at,
  made_by: one.by,
});

export const STANDARDS_COLUMNS = [
  ...KEY,
  'street_id',
  'shift_id',
  'at',
  'version',
  'missing',
  'made_by',
  'note',
] as const;
export const standardsToRow = (one: LoggedStandards): Row => ({
  ...keyOf(one),
  street_id: one.streetId,
  shift_id: one.shiftId,
  at: one.at,
  version: one.version,
  missing: JSON.stringify(one.missing),
  made_by: one.by,
  note: one.note,
});

export const QUIZ_COLUMNS = [
  ...KEY,
  'street_id',
  'at',
  'version',
  'asked',
  'correct',
  'made_by',
] as const;
export const quizToRow = (one: LoggedQuiz): Row => ({
  ...keyOf(one),
  street_id: one.streetId,
  at: one.at,
  version: one.version,
  asked: one.asked,
  correct: one.right,
  made_by: one.by,
});

/** Inside the transaction that takes custody of the batch; what is here already stays. */
export async function writeDayRecords(inside: Database, records: DayRecords): Promise<void> {
  const { statements, handovers, standards, quizzes } = records;
  await insertRows(
    inside,
    'statements',
    STATEMENT_COLUMNS,
    statements.map((one) => ({
      street_id: one.streetId,
      id: recordKey(one.id),
      place_id: one.gateId,
      day: one.day,
      at: one.at,
      received_at: one.receivedAt,
      device_id: one.deviceId,
      is_desk: 0,
      is_zero: Number(one.isZero),
      figures: figuresToText(one.figures),
      made_by: one.by,
      note: one.note,
    })),
    'ON CONFLICT (street_id, id) DO NOTHING',
  );
  const written = [
    ['handovers_accepted', HANDOVER_COLUMNS, handovers.map(handoverToRow)],
    ['standards_answers', STANDARDS_COLUMNS, standards.map(standardsToRow)],
    ['quiz_answers', QUIZ_COLUMNS, quizzes.map(quizToRow)],
  ] as const;
  for (const [table, columns, rows] of written) {
    await insertRows(inside, table, columns, rows, KNOWN);
  }
}
