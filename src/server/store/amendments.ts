import type { RecordId } from '../../domain/entry.ts';
import type { Amended, Amendment } from '../ledger/standing.ts';
import { AMENDMENT_COLUMNS, amendmentFromRow } from './amendment-row.ts';
import type { Database } from './database.ts';
import { recordKey } from './entry-row.ts';

/** Records of one segment, first and last inclusive. */
export interface NumberSpan {
  readonly segmentId: string;
  readonly first: number;
  readonly last: number;
}

export const spanOf = ({ segmentId, number }: RecordId): NumberSpan => ({
  segmentId,
  first: number,
  last: number,
});

/** A longer way from one record to the next that it is about is a damaged log. */
export const MAX_WAY = 50;

/** A server of an earlier version beside this one writes no shift: it is that of its segment, or of paper the sheet. */
const SHIFT = `CASE WHEN a.shift_id <> '' THEN a.shift_id ELSE COALESCE(
    (SELECT MIN(s.shift_id) FROM segments s
     WHERE s.segment_id = a.segment_id AND s.gate_id = a.gate_id), a.segment_id) END AS shift_id`;
const COLUMNS = AMENDMENT_COLUMNS.map((name) => (name === 'shift_id' ? SHIFT : `a.${name}`));
/** The rows of amendments, each with its shift. */
export const AMENDMENTS = `SELECT ${COLUMNS.join(', ')} FROM amendments a`;

/** Whatever was said about these records, and about all that was said about them. Where nothing was, one look for each span. */
export async function amendedIn(
  database: Database,
  gateId: string,
  spans: readonly NumberSpan[],
): Promise<Amended> {
  const amended = new Map<string, Amendment[]>();
  const asked: NumberSpan[] = [];
  const isAsked = ({ segmentId, number }: RecordId): boolean =>
    asked.some(
      (span) => span.segmentId === segmentId && span.first <= number && number <= span.last,
    );
  const found = new Set<string>();
  let wanted = spans;
  for (let way = 0; wanted.length > 0 && way < MAX_WAY; way += 1) {
    const made: Amendment[] = [];
    for (const span of wanted) {
      const { segmentId, first, last } = span;
      if (first === last && isAsked({ segmentId, number: first })) continue;
      asked.push(span);
      const rows = await database.all(
        `${AMENDMENTS}
         WHERE gate_id = ? AND target_segment_id = ? AND target_number >= ? AND target_number <= ?`,
        [gateId, segmentId, first, last],
      );
      for (const amendment of rows.map(amendmentFromRow)) {
        if (found.has(recordKey(amendment.id))) continue;
        found.add(recordKey(amendment.id));
        made.push(amendment);
        const key = recordKey(amendment.target);
        const about = amended.get(key);
        if (about) about.push(amendment);
        else amended.set(key, [amendment]);
      }
    }
    wanted = made.map(({ id }) => spanOf(id));
  }
  return amended;
}

/** What a record was about, when it is one that changed something. */
export async function targetOf(
  database: Database,
  gateId: string,
  { segmentId, number }: RecordId,
): Promise<RecordId | null> {
  const sql = `${AMENDMENTS} WHERE gate_id = ? AND segment_id = ? AND number = ?`;
  const [row] = await database.all(sql, [gateId, segmentId, number]);
  return row ? amendmentFromRow(row).target : null;
}
