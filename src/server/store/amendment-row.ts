import type { Amendment, EntryChange } from '../ledger/standing.ts';
import type { Row } from './database.ts';
import { factsFromJson } from './entry-row.ts';
import { numberIn, textIn } from './row.ts';

export const AMENDMENT_COLUMNS = [
  'gate_id',
  'segment_id',
  'number',
  'target_segment_id',
  'target_number',
  'shift_id',
  'segment_started_at',
  'segment_order',
  'change',
] as const;

export const amendmentToRow = (amendment: Amendment): Row => ({
  gate_id: amendment.gateId,
  segment_id: amendment.id.segmentId,
  number: amendment.id.number,
  target_segment_id: amendment.target.segmentId,
  target_number: amendment.target.number,
  shift_id: amendment.shiftId,
  segment_started_at: amendment.segmentStartedAt,
  segment_order: amendment.segmentOrder,
  change: JSON.stringify(amendment.change),
});

export const amendmentFromRow = (row: Row): Amendment => ({
  gateId: textIn(row, 'gate_id'),
  id: { segmentId: textIn(row, 'segment_id'), number: numberIn(row, 'number') },
  target: { segmentId: textIn(row, 'target_segment_id'), number: numberIn(row, 'target_number') },
  shiftId: textIn(row, 'shift_id'),
  segmentStartedAt: numberIn(row, 'segment_started_at'),
  segmentOrder: numberIn(row, 'segment_order'),
  change: changeFromJson(JSON.parse(textIn(row, 'change'))),
});

const changeFromJson = (json: EntryChange): EntryChange =>
  json.kind === 'correction' ? { ...json, facts: factsFromJson(json.facts) } : json;
