import type { Direction } from '../../domain/entry.ts';
import type { Database, SqlValue } from './database.ts';
import { streetOf } from './places.ts';
import { numberIn, textIn } from './row.ts';

/** People who were counted at a gate, some at a time, and not taken back. */
export interface HeadCountLine {
  readonly at: number;
  readonly gateName: string;
  readonly direction: Direction;
  readonly people: number;
  /** "segment/number". */
  readonly record: string;
}

export interface HeadCounts {
  count(scopePath: string): Promise<number>;
  /** Of gates within, oldest first; a page of them in memory at a time. */
  within(scopePath: string): AsyncIterable<HeadCountLine[]>;
}

const PAGE = 1_000;
const WITHIN = `FROM head_counts c
  JOIN places p ON p.street_id = c.street_id AND p.id = c.gate_id
  WHERE c.street_id = ? AND substr(p.path, 1, ?) = ? AND c.undone = 0`;
const valuesOf = (scopePath: string): SqlValue[] => [
  streetOf(scopePath),
  scopePath.length,
  scopePath,
];

export const openHeadCounts = (database: Database): HeadCounts => ({
  async count(scopePath) {
    const [row] = await database.all(`SELECT COUNT(*) AS n ${WITHIN}`, valuesOf(scopePath));
    return Number(row?.n);
  },
  async *within(scopePath) {
    let after: readonly [number, string, number] = [-1, '', -1];
    for (;;) {
      const rows = await database.all(
        `SELECT c.*, p.name ${WITHIN} AND (c.at, c.segment_id, c.number) > (?, ?, ?)
         ORDER BY c.at, c.segment_id, c.number LIMIT ?`,
        [...valuesOf(scopePath), ...after, PAGE],
      );
      const last = rows.at(-1);
      if (!last) return;
      yield rows.map((row) => ({
        at: numberIn(row, 'at'),
        gateName: textIn(row, 'name'),
        direction: row.direction === 'out' ? 'out' : 'in',
        people: numberIn(row, 'people'),
        record: `${textIn(row, 'segment_id')}/${numberIn(row, 'number')}`,
      }));
      if (rows.length < PAGE) return;
      after = [numberIn(last, 'at'), textIn(last, 'segment_id'), numberIn(last, 'number')];
    }
  },
});
