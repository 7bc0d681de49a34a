import type { RecordId } from '../../domain/entry.ts';
import { CASE_STEPS, type CaseStep } from '../../domain/gate-record.ts';
import type { Row } from './database.ts';
import { numberIn, textIn } from './row.ts';

/** What was done about somebody with a fever, as a gate's log has it. */
export interface LedgerCaseStep {
  readonly gateId: string;
  readonly id: RecordId;
  readonly target: RecordId;
  readonly at: number;
  readonly step: CaseStep;
  readonly by: string;
  readonly note: string;
}

export const CASE_STEP_COLUMNS = [
  'gate_id',
  'segment_id',
  'number',
  'target_segment_id',
  'target_number',
  'at',
  'step',
  'made_by',
  'note',
] as const;

export const caseStepToRow = (step: LedgerCaseStep): Row => ({
  gate_id: step.gateId,
  segment_id: step.id.segmentId,
  number: step.id.number,
  target_segment_id: step.target.segmentId,
  target_number: step.target.number,
  at: step.at,
  step: step.step,
  made_by: step.by,
  note: step.note,
});

export function caseStepFromRow(row: Row): LedgerCaseStep {
  const step = CASE_STEPS.find((one) => one === row.step);
  if (!step) throw new Error(`unknown step of a case: ${row.step}`);
  return {
    gateId: textIn(row, 'gate_id'),
    id: { segmentId: textIn(row, 'segment_id'), number: numberIn(row, 'number') },
    target: {
      segmentId: textIn(row, 'target_segment_id'),
      number: numberIn(row, 'target_number'),
    },
    at: numberIn(row, 'at'),
    step,
    by: textIn(row, 'made_by'),
    note: textIn(row, 'note'),
  };
}
