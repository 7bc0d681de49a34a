import type { Direction, RecordId } from '../../domain/entry.ts';
import type { Row } from './database.ts';

/** So many more went through that were counted, not registered. */
export interface HeadCount {
  readonly gateId: string;
  readonly id: RecordId;
  readonly streetId: string;
  readonly at: number;
  readonly direction: Direction;
  readonly people: number;
}

export const HEAD_COUNT_COLUMNS = [
  'gate_id',
  'segment_id',
  'number',
  'street_id',
  'at',
  'direction',
  'people',
  'undone',
] as const;

export const headCountToRow = (count: HeadCount, isUndone: boolean): Row => ({
  gate_id: count.gateId,
  segment_id: count.id.segmentId,
  number: count.id.number,
  street_id: count.streetId,
  at: count.at,
  direction: count.direction,
  people: count.people,
  undone: Number(isUndone),
});
