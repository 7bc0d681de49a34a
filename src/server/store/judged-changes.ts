import type { RecordId, Subject, Visitor } from '../../domain/entry.ts';
import type { LedgerFacts } from '../ledger/ledger-facts.ts';
import { amendedIn, type NumberSpan } from './amendments.ts';
import { type Database, marks } from './database.ts';
import { idIn, isRefusal } from './judging.ts';
import { bySegment, type EntryKey } from './ledger.ts';
import { numberIn, numberOrNull, textIn, textOrNull } from './row.ts';

/** An entry that was made or changed, as far as it matters to what is judged. */
export interface JudgedChange {
  readonly gateId: string;
  readonly id: RecordId;
  /** By the phone's clock. */
  readonly at: number;
  /** By the server's. */
  readonly changedAt: number;
  /** It stands, and the rules have a say. */
  readonly isJudged: boolean;
  readonly householdId: number | null;
  readonly visitor: Visitor | null;
}

export interface JudgedChanges {
  /** Later than `since`, at most `limit`. */
  changed(streetId: string, since: number, limit: number): Promise<JudgedChange[]>;
  /** All that any of these entries was ever said to be of, where somebody changed that. */
  everHouseholds(streetId: string, keys: readonly EntryKey[]): Promise<Set<number>>;
  /** Where these people live and lived. */
  householdsOf(streetId: string, rosterNumbers: ReadonlySet<number>): Promise<Set<number>>;
  stamps(streetId: string): Promise<JudgingStamps>;
}

/** Other ones when what judging depends on is another. */
export interface JudgingStamps {
  /** The rules and the rosters. */
  readonly rules: string;
  readonly marks: string;
}

interface Named {
  readonly rosterNumbers: Set<number>;
  readonly passNumbers: Set<number>;
}

function name(subject: Subject, { rosterNumbers, passNumbers }: Named): void {
  if (subject.kind === 'resident') rosterNumbers.add(subject.rosterNumber);
  if (subject.kind === 'pass') passNumbers.add(subject.passNumber);
}

const AT_ONCE = 500;

export function openJudgedChanges(database: Database): JudgedChanges {
  async function numbersIn(
    table: string,
    key: string,
    column: string,
    streetId: string,
    wanted: ReadonlySet<number>,
  ): Promise<number[]> {
    const numbers: number[] = [];
    const all = [...wanted];
    for (let from = 0; from < all.length; from += AT_ONCE) {
      const some = all.slice(from, from + AT_ONCE);
      const rows = await database.all(
        `SELECT ${column} FROM ${table} WHERE street_id = ? AND ${key} IN (${marks(some.length)})`,
        [streetId, ...some],
      );
      numbers.push(...rows.flatMap((row) => numberOrNull(row, column) ?? []));
    }
    return numbers;
  }

  const homesOf = async (streetId: string, people: ReadonlySet<number>): Promise<Set<number>> =>
    new Set([
      ...(await numbersIn('residents', 'roster_number', 'household_id', streetId, people)),
      ...(await numbersIn('former_households', 'roster_number', 'household_id', streetId, people)),
    ]);

  /** Of those whose entries were ever said to be about somebody else. */
  async function namedBy(keys: readonly EntryKey[]): Promise<Named> {
    const named: Named = { rosterNumbers: new Set(), passNumbers: new Set() };
    for (const some of bySegment(keys).values()) {
      const [{ gateId, id }] = some;
      const numbers = some.map((one) => one.id.number);
      const span: NumberSpan = {
        segmentId: id.segmentId,
        first: numbers.reduce((a, b) => Math.min(a, b)),
        last: numbers.reduce((a, b) => Math.max(a, b)),
      };
      const amended = await amendedIn(database, gateId, [span]);
      const corrections = [...amended.values()]
        .flat()
        .flatMap(({ change }) => (change.kind === 'correction' ? change.facts : []));
      if (corrections.length === 0) continue;
      for (const { subject } of corrections) name(subject, named);
      const rows = await database.all(
        `SELECT original FROM entries WHERE gate_id = ? AND segment_id = ? AND original <> ''
           AND number >= ? AND number <= ?`,
        [gateId, span.segmentId, span.first, span.last],
      );
      for (const row of rows) {
        name((JSON.parse(textIn(row, 'original')) as LedgerFacts).subject, named);
      }
    }
    return named;
  }

  return {
    async changed(streetId, since, limit) {
      const rows = await database.all(
        `SELECT e.gate_id, e.segment_id, e.number, e.at, e.changed_at, e.state, e.flags, e.household_id, e.visitor
         FROM entries e WHERE e.street_id = ? AND e.changed_at > ? LIMIT ?`,
        [streetId, since, limit],
      );
      return rows.map((row) => {
        const gateId = textIn(row, 'gate_id');
        const visitor = textOrNull(row, 'visitor');
        const state = textIn(row, 'state');
        const stands = state === 'standing' || state === 'corrected';
        return {
          gateId,
          id: idIn(row),
          at: numberIn(row, 'at'),
          changedAt: numberIn(row, 'changed_at'),
          isJudged: stands && !isRefusal(row),
          householdId: numberOrNull(row, 'household_id'),
          visitor: visitor === null ? null : (JSON.parse(visitor) as Visitor),
        };
      });
    },
    async everHouseholds(streetId, keys) {
      const { rosterNumbers, passNumbers } = await namedBy(keys);
      const ofPasses = (column: string) =>
        numbersIn('passes', 'pass_number', column, streetId, passNumbers);
      const people = new Set([...rosterNumbers, ...(await ofPasses('roster_number'))]);
      const homes = await homesOf(streetId, people);
      return new Set([...homes, ...(await ofPasses('household_id'))]);
    },
    householdsOf: homesOf,
    async stamps(streetId) {
      const [row] = await database.all(
        // The sum is of what a mark that is put in place of another one changes; it fits into a number.
        `SELECT (SELECT MAX(version) FROM policies WHERE street_id = ?) AS version, COUNT(*) AS marks,
           CAST(SUM(changed_at % 1000000007) AS BIGINT) AS changes FROM marks WHERE street_id = ?`,
        [streetId, streetId],
      );
      const rosters = await database.all(
        `SELECT g.compound_id, MAX(g.generation) AS generation FROM roster_generations g
         JOIN places p ON p.street_id = ? AND p.id = g.compound_id
         GROUP BY g.compound_id ORDER BY g.compound_id`,
        [streetId],
      );
      const generations = rosters.flatMap((one) => [one.compound_id, one.generation]);
      return {
        rules: [row?.version, ...generations].join(' '),
        marks: `${row?.marks} ${row?.changes}`,
      };
    },
  };
}
