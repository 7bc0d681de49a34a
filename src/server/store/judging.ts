import {
  type Direction,
  MEASURING_SITES,
  PURPOSES,
  type Purpose,
  type Reading,
  type RecordId,
  type Verdict,
  type Visitor,
} from '../../domain/entry.ts';
import type { HouseholdPassing } from '../../domain/household-history.ts';
import type { LedgerShown } from '../ledger/ledger-facts.ts';
import { type Database, marks, type Row, type SqlValue } from './database.ts';
import { bySegment, type EntryKey } from './ledger.ts';
import { flagIn, numberIn, numberOrNull, textIn, textOrNull, wordsIn } from './row.ts';

/** Entries of a street, by phones' clocks: from … until before. */
export interface JudgedPeriod {
  readonly streetId: string;
  readonly from: number;
  readonly to: number;
}

/** An entry that stands, as far as rules ask for it. */
export interface EntryToJudge {
  readonly gateId: string;
  readonly id: RecordId;
  readonly at: number;
  readonly direction: Direction;
  readonly isVisitor: boolean;
  readonly visitor: Visitor | null;
  readonly rosterNumber: number | null;
  readonly householdId: number | null;
  readonly reading: Reading | null;
  readonly mask: boolean;
  readonly shown: readonly LedgerShown[];
  readonly verdict: Verdict;
  readonly reasons: readonly string[];
  readonly isPassed: boolean;
  readonly follows: RecordId | null;
}

export interface LedgerPassing extends HouseholdPassing {
  readonly householdId: number;
  readonly id: RecordId;
}

/** The ledger as whoever judges again needs it: narrow, and household by household. */
export interface Judging {
  /** Of whose people there are entries, at these gates (null: at all); by their numbers. */
  householdsIn(period: JudgedPeriod, gateIds: readonly string[] | null): Promise<number[]>;
  /** Of any gate, by household, oldest first. At most HOUSEHOLDS_AT_ONCE. */
  entriesOf(period: JudgedPeriod, householdIds: readonly number[]): Promise<EntryToJudge[]>;
  /** Of nobody's household, oldest first. */
  otherEntries(
    period: JudgedPeriod,
    gateIds: readonly string[] | null,
    after: EntryToJudge | null,
    limit: number,
  ): Promise<EntryToJudge[]>;
  /** Who went through any gate, by household, oldest first. At most HOUSEHOLDS_AT_ONCE. */
  passings(period: JudgedPeriod, householdIds: readonly number[]): Promise<LedgerPassing[]>;
  /** Of these those that are of nobody's household, oldest first. */
  otherEntriesAt(streetId: string, keys: readonly EntryKey[]): Promise<EntryToJudge[]>;
  /** How many are measured of those who came together, by gate and group. */
  measuredTogether(period: JudgedPeriod): Promise<ReadonlyMap<string, number>>;
}

export const HOUSEHOLDS_AT_ONCE = 256;
const STANDS = "e.state IN ('standing', 'corrected')";
const COLUMNS = `e.gate_id, e.segment_id, e.number, e.at, e.direction, e.subject_kind, e.visitor,
  e.roster_number, e.household_id, e.temperature_tenths, e.site, e.mask, e.shown, e.verdict, e.reasons,
  e.outcome, e.follows, e.flags`;

const PURPOSE = /"purpose":"([a-z]+)"/;
const purposeIn = (row: Row): Purpose | null => {
  const told = PURPOSE.exec(textOrNull(row, 'shown') ?? '')?.[1];
  return PURPOSES.find((purpose) => purpose === told) ?? null;
};

export const idIn = (row: Row): RecordId => ({
  segmentId: textIn(row, 'segment_id'),
  number: numberIn(row, 'number'),
});

function followsIn(row: Row): RecordId | null {
  const [segmentId, number] = (textOrNull(row, 'follows') ?? '').split('/');
  return segmentId && number ? { segmentId, number: Number(number) } : null;
}

function readingIn(row: Row): Reading | null {
  const temperatureTenths = numberOrNull(row, 'temperature_tenths');
  const site = MEASURING_SITES.find((one) => one === row.site);
  return temperatureTenths === null || !site ? null : { temperatureTenths, site };
}

function entryIn(row: Row): EntryToJudge {
  const visitor = textOrNull(row, 'visitor');
  const shown = textIn(row, 'shown');
  return {
    gateId: textIn(row, 'gate_id'),
    id: idIn(row),
    at: numberIn(row, 'at'),
    direction: textIn(row, 'direction') as Direction,
    isVisitor: row.subject_kind === 'visitor',
    visitor: visitor === null ? null : (JSON.parse(visitor) as Visitor),
    rosterNumber: numberOrNull(row, 'roster_number'),
    householdId: numberOrNull(row, 'household_id'),
    reading: readingIn(row),
    mask: flagIn(row, 'mask'),
    shown: shown === '[]' ? [] : (JSON.parse(shown) as LedgerShown[]),
    verdict: textIn(row, 'verdict') as Verdict,
    reasons: wordsIn(row, 'reasons'),
    isPassed: row.outcome === 'passed',
    follows: followsIn(row),
  };
}

/** A code that was refused was nobody's to measure: the rules had no say. */
export const isRefusal = (row: Row): boolean => wordsIn(row, 'flags').includes('refusal');
const entriesIn = (rows: readonly Row[]): EntryToJudge[] =>
  rows.filter((row) => !isRefusal(row)).map(entryIn);

/** Always as many, the last one again: one statement, whatever the number. */
const filledUp = (ids: readonly number[]): number[] =>
  Array.from(
    { length: HOUSEHOLDS_AT_ONCE },
    (_, at) => ids[Math.min(at, ids.length - 1)] as number,
  );

const atGates = (gateIds: readonly string[] | null): string => {
  if (gateIds === null) return '';
  return gateIds.length === 0 ? 'AND 1 = 0' : `AND e.gate_id IN (${marks(gateIds.length)})`;
};

export function openJudging(database: Database): Judging {
  const PERIOD = 'e.street_id = ? AND e.at >= ? AND e.at < ?';
  const ofHouseholds = (
    columns: string,
    more: string,
    { streetId, from, to }: JudgedPeriod,
    householdIds: readonly number[],
  ): Promise<Row[]> =>
    database.all(
      `SELECT ${columns} FROM entries e
       WHERE ${PERIOD} AND e.household_id IN (${marks(HOUSEHOLDS_AT_ONCE)}) AND ${STANDS} ${more}
       ORDER BY e.household_id, e.at, e.segment_id, e.number`,
      [streetId, from, to, ...filledUp(householdIds)],
    );
  return {
    async householdsIn({ streetId, from, to }, gateIds) {
      const rows = await database.all(
        `SELECT DISTINCT e.household_id FROM entries e
         WHERE ${PERIOD} AND e.household_id IS NOT NULL AND ${STANDS} ${atGates(gateIds)}`,
        [streetId, from, to, ...(gateIds ?? [])],
      );
      return rows.map((row) => numberIn(row, 'household_id')).sort((a, b) => a - b);
    },
    async entriesOf(period, householdIds) {
      return entriesIn(await ofHouseholds(COLUMNS, '', period, householdIds));
    },
    async otherEntries({ streetId, from, to }, gateIds, after, limit) {
      const beyond = after ? 'AND (e.at, e.segment_id, e.number) > (?, ?, ?)' : '';
      const place: SqlValue[] = after ? [after.at, after.id.segmentId, after.id.number] : [];
      const rows = await database.all(
        `SELECT ${COLUMNS} FROM entries e
         WHERE ${PERIOD} AND e.household_id IS NULL AND ${STANDS} AND e.flags NOT LIKE '%refusal%'
           ${atGates(gateIds)} ${beyond}
         ORDER BY e.at, e.segment_id, e.number LIMIT ?`,
        [streetId, from, to, ...(gateIds ?? []), ...place, limit],
      );
      return rows.map(entryIn);
    },
    async otherEntriesAt(streetId, keys) {
      const entries: EntryToJudge[] = [];
      for (const some of bySegment(keys).values()) {
        const [{ gateId, id }] = some;
        const rows = await database.all(
          `SELECT ${COLUMNS} FROM entries e
           WHERE e.gate_id = ? AND e.segment_id = ? AND e.number IN (${marks(some.length)})
             AND e.street_id = ? AND e.household_id IS NULL AND ${STANDS}`,
          [gateId, id.segmentId, ...some.map((one) => one.id.number), streetId],
        );
        entries.push(...entriesIn(rows));
      }
      return entries.sort(inTime);
    },
    async passings(period, householdIds) {
      const rows = await ofHouseholds(
        `e.household_id, e.roster_number, e.direction, e.at, e.segment_id, e.number,
         CASE WHEN e.shown LIKE '%"purpose"%' THEN e.shown ELSE NULL END AS shown`,
        "AND e.outcome = 'passed'",
        period,
        householdIds,
      );
      return rows.map((row) => ({
        householdId: numberIn(row, 'household_id'),
        rosterNumber: numberOrNull(row, 'roster_number'),
        direction: textIn(row, 'direction') as Direction,
        at: numberIn(row, 'at'),
        purpose: purposeIn(row),
        id: idIn(row),
      }));
    },
    async measuredTogether({ streetId, from, to }) {
      const rows = await database.all(
        `SELECT e.gate_id, e.shown FROM entries e
         WHERE ${PERIOD} AND ${STANDS} AND e.temperature_tenths IS NOT NULL
           AND e.shown LIKE '%"together"%'`,
        [streetId, from, to],
      );
      const measured = new Map<string, number>();
      for (const row of rows) {
        const shown = JSON.parse(textIn(row, 'shown')) as LedgerShown[];
        const together = shown.find((one) => one.kind === 'together');
        if (!together) continue;
        const key = groupKey(textIn(row, 'gate_id'), together.group);
        measured.set(key, (measured.get(key) ?? 0) + 1);
      }
      return measured;
    },
  };
}

/** Oldest first: the order of every list of the ledger. */
export const inTime = (
  a: Pick<EntryToJudge, 'at' | 'id'>,
  b: Pick<EntryToJudge, 'at' | 'id'>,
): number =>
  a.at - b.at ||
  (a.id.segmentId < b.id.segmentId ? -1 : a.id.segmentId > b.id.segmentId ? 1 : 0) ||
  a.id.number - b.id.number;

export const groupKey = (gateId: string, group: number): string => `${gateId} ${group}`;
