import type { RecordId } from '../../domain/entry.ts';
import { type Database, insertRows, marks, takeNew } from './database.ts';
import { numberIn, textIn } from './row.ts';

/** Somebody at the desk has looked at what the rules found afterwards, or at what was decided against them. */
export interface KeptReview {
  readonly gateId: string;
  readonly id: RecordId;
  readonly kind: 'breach' | 'override';
  readonly at: number;
  /** Name of the desk's device. */
  readonly by: string;
  readonly note: string;
}

export interface Reviews {
  /** About these entries. */
  of(keys: readonly Pick<KeptReview, 'gateId' | 'id'>[]): Promise<KeptReview[]>;
  /** In place of an earlier one of the same kind. */
  set(review: KeptReview): Promise<void>;
}

const COLUMNS = ['gate_id', 'segment_id', 'number', 'kind', 'at', 'made_by', 'note'] as const;

export function openReviews(database: Database): Reviews {
  return {
    async of(keys) {
      const wanted = new Map<string, Set<string>>();
      for (const { gateId, id } of keys) {
        wanted.set(gateId, (wanted.get(gateId) ?? new Set()).add(id.segmentId));
      }
      const found: KeptReview[] = [];
      for (const [gateId, segmentIds] of wanted) {
        const rows = await database.all(
          `SELECT * FROM reviews WHERE gate_id = ? AND segment_id IN (${marks(segmentIds.size)})`,
          [gateId, ...segmentIds],
        );
        for (const row of rows) {
          found.push({
            gateId,
            id: { segmentId: textIn(row, 'segment_id'), number: numberIn(row, 'number') },
            kind: row.kind === 'override' ? 'override' : 'breach',
            at: numberIn(row, 'at'),
            by: textIn(row, 'made_by'),
            note: textIn(row, 'note'),
          });
        }
      }
      return found;
    },
    async set({ gateId, id, kind, at, by, note }) {
      const row = { gate_id: gateId, segment_id: id.segmentId, number: id.number, kind };
      await insertRows(
        database,
        'reviews',
        COLUMNS,
        [{ ...row, at, made_by: by, note }],
        `ON CONFLICT (gate_id, segment_id, number, kind)
         DO UPDATE SET ${takeNew(['at', 'made_by', 'note'])}`,
      );
    },
  };
}
