import { type Amendment, isTakenBack } from '../ledger/standing.ts';
import { caseStepToRow } from '../store/case-step-row.ts';
import type { Row } from '../store/database.ts';
import {
  handoverToRow,
  type LoggedStatement,
  quizToRow,
  standardsToRow,
} from '../store/day-records.ts';
import { recordKey } from '../store/entry-row.ts';
import { headCountToRow } from '../store/head-count-row.ts';
import { noticeReadToRow } from '../store/notice-read-row.ts';
import type { Projection } from '../store/projection.ts';
import type { RecordTable } from '../store/record-tables.ts';
import type { PlacedStatement } from '../store/statements.ts';
import type { KeptDuty, KeptEntry, RecordRows } from '../store/verification.ts';
import type { Fault, LedgerKind } from './finding.ts';
import { alteredColumns, isSame } from './verify-entry.ts';

/** What the ledger has of some records of one segment. */
export interface LedgerPart {
  readonly entries: readonly KeptEntry[];
  readonly amendments: readonly Amendment[];
  /** About records of the part and about what was said of them, whatever segment made it. */
  readonly amendmentsOf: readonly Amendment[];
  readonly duties: readonly KeptDuty[];
  readonly statements: readonly PlacedStatement[];
  readonly rows: RecordRows;
}

interface Difference {
  readonly what: Fault;
  readonly number: number;
  readonly detail?: string;
}

interface Compared {
  /** These records may or may not have rows: they were kept apart when they came. */
  readonly isOptional: (number: number) => boolean;
  /** Of these the hidden part of a form cannot be opened any more: what they say is not compared. */
  readonly isHidden: (number: number) => boolean;
}

/** Records and what they should be in one table, and its rows. */
interface Side<Logged, Kept> {
  readonly kind: LedgerKind;
  readonly logged: readonly Logged[];
  readonly kept: readonly Kept[];
  readonly numberOf: (one: Logged) => number;
  readonly numberOfRow: (row: Kept) => number;
  /** Names of what differs; null: it cannot be told. */
  readonly altered: (logged: Logged, row: Kept) => readonly string[] | null;
}

type LoggedPart = Omit<Projection, 'at' | 'shift'>;

/** What the records mean, against what the ledger has. */
export function differencesIn(
  expected: LoggedPart,
  found: LedgerPart,
  { isOptional, isHidden }: Compared,
): Difference[] {
  const amended = new Map<string, Amendment[]>();
  for (const amendment of found.amendmentsOf) {
    const key = recordKey(amendment.target);
    const about = amended.get(key);
    if (about) about.push(amendment);
    else amended.set(key, [amendment]);
  }
  const differences: Difference[] = [];
  const compare = <Logged, Kept>(side: Side<Logged, Kept>): void => {
    const { kind, logged, kept, numberOf, numberOfRow, altered } = side;
    const rows = new Map(kept.map((row) => [numberOfRow(row), row]));
    for (const one of logged) {
      const number = numberOf(one);
      const row = rows.get(number);
      rows.delete(number);
      if (row === undefined) {
        if (!isOptional(number)) differences.push({ what: `${kind}-missing`, number });
        continue;
      }
      const columns = altered(one, row) ?? [];
      if (columns.length === 0) continue;
      const detail = columns.join(', ');
      differences.push({ what: `${kind}-altered`, number, detail });
    }
    for (const number of rows.keys()) differences.push({ what: `${kind}-extra`, number });
  };
  const byId = ({ id }: { readonly id: { readonly number: number } }): number => id.number;
  compare({
    kind: 'ledger',
    logged: expected.entries,
    kept: found.entries,
    numberOf: byId,
    numberOfRow: byId,
    altered: (logged, row) => alteredColumns(logged, row, amended, isHidden(row.id.number)),
  });
  compare({
    kind: 'change',
    logged: expected.amendments,
    kept: found.amendments,
    numberOf: byId,
    numberOfRow: byId,
    altered: (logged, row) => (isHidden(row.id.number) ? null : differing(logged, row)),
  });
  compare({
    kind: 'duty',
    logged: expected.duties,
    kept: found.duties,
    numberOf: ({ number }) => number,
    numberOfRow: ({ number }) => number,
    altered: (logged, row) => differing({ ...logged, at: row.at === null ? null : logged.at }, row),
  });
  compare({
    kind: 'statement',
    logged: expected.day.statements,
    kept: found.statements,
    numberOf: byId,
    numberOfRow: ({ id }) => Number(id.slice(id.indexOf('/') + 1)),
    altered: (logged, row) => differing(placed(logged, row), row),
  });
  for (const { kind, table, rows } of recordTables(expected, amended)) {
    compare({
      kind,
      logged: rows,
      kept: found.rows[table],
      numberOf: numberInRow,
      numberOfRow: numberInRow,
      altered: (logged, row) => differing(logged, row),
    });
  }
  return differences;
}

/** The tables whose rows are records as they are, and the rows that these should be. */
function recordTables(
  { steps, counts, reads, day }: LoggedPart,
  amended: ReadonlyMap<string, readonly Amendment[]>,
): { readonly kind: LedgerKind; readonly table: RecordTable; readonly rows: readonly Row[] }[] {
  const countRows = counts.map((one) => headCountToRow(one, isTakenBack(one.id, amended)));
  return [
    { kind: 'step', table: 'case_steps', rows: steps.map(caseStepToRow) },
    { kind: 'count', table: 'head_counts', rows: countRows },
    { kind: 'read', table: 'notice_reads', rows: reads.map(noticeReadToRow) },
    { kind: 'handover', table: 'handovers_accepted', rows: day.handovers.map(handoverToRow) },
    { kind: 'standards', table: 'standards_answers', rows: day.standards.map(standardsToRow) },
    { kind: 'quiz', table: 'quiz_answers', rows: day.quizzes.map(quizToRow) },
  ];
}

const numberInRow = (row: Row): number => Number(row.number);

/** Names of what the row says otherwise, and of what only one of the two has. */
function differing(logged: object, row: object): string[] {
  const [one, other] = [new Map(Object.entries(logged)), new Map(Object.entries(row))];
  const names = [...new Set([...one.keys(), ...other.keys()])];
  return names.filter((name) => !isSame(one.get(name), other.get(name)));
}

/** What the row should be. A name and words that a purge took are as they should be. */
function placed(logged: LoggedStatement, row: PlacedStatement): PlacedStatement {
  const { gateId, id, streetId: _street, by, note, ...stated } = logged;
  const isPurged = row.by === '' && row.note === '';
  const words = isPurged ? { by: '', note: '' } : { by, note };
  return { ...stated, ...words, id: recordKey(id), placeId: gateId, isDesk: false };
}
