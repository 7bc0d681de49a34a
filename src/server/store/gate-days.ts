import {
  type Direction,
  IDENTIFICATIONS,
  OUTCOMES,
  type RecordId,
  type Subject,
  type Verdict,
} from '../../domain/entry.ts';
import type { ReasonCode } from '../../domain/reason.ts';
import { type CountOfFacts, countOfFacts, type LinkedRow } from '../../domain/report-figures.ts';
import type { LedgerShown } from '../ledger/ledger-facts.ts';
import { ENTRY_STATES, isLater, isTakenBack } from '../ledger/standing.ts';
import { amendedIn, spanOf } from './amendments.ts';
import { caseStepFromRow } from './case-step-row.ts';
import { countedSince, type SaidAt } from './counted-since.ts';
import { type Database, marks, type Row } from './database.ts';
import { recordKey } from './entry-row.ts';
import { flagIn, numberIn, numberOrNull, textIn, textOrNull } from './row.ts';

/** From … until before, epoch ms by the phones' clocks. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** An entry with only what a report counts. */
export interface DayRow extends Pick<LinkedRow, 'count' | 'follows' | 'vehicle'> {
  readonly segmentId: string;
  readonly number: number;
  readonly at: number;
  /** The server's clock when it came, or when it was last corrected, decided on or taken back. */
  readonly saidAt: number;
  readonly late: boolean;
}

export interface ChangedRow {
  readonly gateId: string;
  /** "segment/number". */
  readonly key: string;
  readonly at: number;
  readonly changedAt: number;
}

export interface CountedPeople {
  readonly gateId: string;
  readonly direction: Direction;
  /** Whole hours after the period began. */
  readonly hour: number;
  readonly people: number;
}

/** Somebody with a fever who was handed over, by the entry that it was said of. */
export interface HandedOver {
  readonly gateId: string;
  readonly target: RecordId;
  /** When it was said first. */
  readonly at: number;
}

/** A shift of the period, as far as it tells whether all of it is here. */
export interface DayShift {
  readonly gateId: string;
  readonly deviceId: string;
  readonly startedAt: number;
  readonly closedAt: number | null;
  /** Records that its end says it has; null: it is not here. */
  readonly stated: number | null;
  readonly received: number;
  /** Records before or after one of its segments did not come. */
  readonly hasGap: boolean;
  /** When the phone was last heard of, and shut out. */
  readonly heardAt: number | null;
  readonly revokedAt: number | null;
  /** When anything of its log last came, of a phone on shift that said of late that it has more; null: it did not. */
  readonly moreSince: number | null;
}

export interface GateDayRows {
  /** Of one gate, latest first. */
  rows(streetId: string, gateId: string, period: Period): Promise<DayRow[]>;
  /** Of many gates, latest first; null: of all of the street. So they are found sooner than gate by gate. */
  eachRow(
    streetId: string,
    gateIds: readonly string[] | null,
    period: Period,
    take: (gateId: string, row: DayRow) => void,
  ): Promise<void>;
  countGates(streetId: string): Promise<number>;
  /** Of the whole street, rows of any day that came or changed later than `since`, by the server's clock; at most `limit` of them. */
  changed(streetId: string, since: number, limit: number): Promise<ChangedRow[]>;
  /** Of the whole street, those that were not taken back. */
  counted(streetId: string, period: Period): Promise<CountedPeople[]>;
  /** Of the whole street, what was said later than `since`, by the server's clock, about people who were only counted. */
  countedSince(streetId: string, period: Period, since: number): Promise<SaidAt[]>;
  /** Gates of which a row, a count of people or a statement of the day is here. */
  known(
    streetId: string,
    gateIds: readonly string[],
    period: Period & { readonly day: string },
  ): Promise<string[]>;
  handedOver(gateIds: readonly string[], period: Period): Promise<HandedOver[]>;
  /** Those that began before its end and were not closed before it; open ones of any age. */
  shifts(gateIds: readonly string[], period: Period): Promise<DayShift[]>;
}

const HOUR_MS = 3_600_000;
const VERDICTS: readonly Verdict[] = ['pass', 'check', 'stop'];
const SUBJECTS: readonly Subject['kind'][] = ['resident', 'pass', 'visitor'];
const STATES = {
  standing: 'standing',
  corrected: 'standing',
  continued: 'continued',
  undone: 'undone',
} as const;

interface Facts extends Pick<DayRow, 'late'> {
  readonly gateId: string;
  readonly count: CountOfFacts;
}

/** Of those that may be empty a line stands for nothing: not every `concat_ws` keeps the place of an empty text. */
const FACTS = [
  'gate_id',
  'state',
  "CASE late WHEN 0 THEN '-' ELSE 'late' END",
  "CASE flags WHEN '' THEN '-' ELSE flags END",
  'direction',
  'outcome',
  'verdict',
  'subject_kind',
  'identification',
  'reasons',
];
const FACTS_KNOWN = 10_000;

function oneOf<T extends string>(list: readonly T[], text: string | undefined): T {
  const found = list.find((one) => one === text);
  if (found === undefined) throw new Error(`${text} is not known`);
  return found;
}

/** `text`: FACTS with bars between. */
function factsFrom(text: string): Facts {
  const [gateId = '', state, late, flags, direction, outcome, verdict, ...about] = text.split('|');
  const [subject, identification, reasons = ''] = about;
  const count = countOfFacts({
    state: STATES[oneOf(ENTRY_STATES, state)],
    isRefusal: flags?.split(' ').includes('refusal') ?? false,
    direction: oneOf(['out', 'in'], direction),
    outcome: oneOf(OUTCOMES, outcome),
    verdict: oneOf(VERDICTS, verdict),
    subject: oneOf(SUBJECTS, subject),
    identification: oneOf(IDENTIFICATIONS, identification),
    reasons: reasons.split(' ').filter((code) => code !== '') as ReasonCode[],
  });
  return { gateId, late: late === 'late', count };
}

/** Of thousands of rows few differ in this. */
class KnownFacts {
  readonly #known = new Map<string, Facts>();

  of(text: string): Facts {
    const known = this.#known.get(text);
    if (known) return known;
    if (this.#known.size >= FACTS_KNOWN) this.#known.clear();
    const facts = factsFrom(text);
    this.#known.set(text, facts);
    return facts;
  }
}

/** As it is written; in a text of somebody's no quotation mark stands after a bracket. */
const TOGETHER = /\{"kind":"together","group":(\d+)\}/;

/** Of a vehicle's row: the same for all who sat in it. `cameIn`: a shift's id, whose numbers of groups are its own, and what was shown, as JSON. */
function vehicleOf(cameIn: string, key: string): string | null {
  const start = cameIn.indexOf('[');
  const shiftId = cameIn.slice(0, start);
  if (cameIn.includes('{"kind":"vehicle"')) {
    const group = TOGETHER.exec(cameIn)?.[1];
    if (group !== undefined) return `${shiftId} ${group}`;
  }
  const shown = JSON.parse(cameIn.slice(start)) as LedgerShown[];
  if (!shown.some(({ kind }) => kind === 'vehicle')) return null;
  const together = shown.find((one) => one.kind === 'together');
  return together ? `${shiftId} ${together.group}` : key;
}

async function handedOverAt(
  database: Database,
  gateId: string,
  rows: readonly Row[],
): Promise<HandedOver[]> {
  const steps = rows.map(caseStepFromRow).filter(({ id, target }) => isLater(id, target));
  const amended = await amendedIn(
    database,
    gateId,
    steps.map(({ id }) => spanOf(id)),
  );
  const found = new Map<string, HandedOver>();
  for (const { id, target, at } of steps) {
    const key = recordKey(target);
    if (!found.has(key) && !isTakenBack(id, amended)) found.set(key, { gateId, target, at });
  }
  return [...found.values()];
}

/** What a segment names before it did not all come, or what another names after it. */
const GAP = `CASE WHEN (g.previous_id <> '' AND COALESCE(b.have, 0) < COALESCE(g.previous_number, 1))
    OR EXISTS (SELECT 1 FROM segments n WHERE n.device_id = g.device_id
      AND n.previous_id = g.segment_id AND n.previous_number > g.have) THEN 1 ELSE 0 END`;

/** Looked up only where it matters: few phones that are on shift have more. */
const MORE_SINCE = `CASE WHEN h.closed_at IS NULL AND d.unsent > 0 THEN
    (SELECT MAX(x.received_at) FROM segments x WHERE x.device_id = h.device_id) END`;

function shiftsFrom(rows: readonly Row[], { to }: Period): DayShift[] {
  const shifts = new Map<string, DayShift>();
  for (const row of rows) {
    const gateId = textIn(row, 'gate_id');
    const key = `${gateId} ${textIn(row, 'shift_id')}`;
    const before = shifts.get(key);
    const begun = numberOrNull(row, 'started_at') ?? numberOrNull(row, 'segment_started_at');
    shifts.set(key, {
      gateId,
      deviceId: textIn(row, 'device_id'),
      startedAt: Math.min(before?.startedAt ?? Number.POSITIVE_INFINITY, begun ?? 0),
      closedAt: numberOrNull(row, 'closed_at'),
      stated: numberOrNull(row, 'record_count'),
      received: (before?.received ?? 0) + (numberOrNull(row, 'have') ?? 0),
      hasGap: (before?.hasGap ?? false) || flagIn(row, 'gap'),
      heardAt: numberOrNull(row, 'last_seen_at'),
      revokedAt: numberOrNull(row, 'revoked_at'),
      moreSince: numberOrNull(row, 'more_since'),
    });
  }
  return [...shifts.values()].filter(({ startedAt }) => startedAt < to);
}

/** An import that names people changes a row's time, and nothing that is counted. */
const COLUMNS = `segment_id, number, at, follows, concat_ws('|', ${FACTS.join(', ')}) AS facts,
    CASE WHEN state = 'standing' AND original = '' THEN received_at ELSE changed_at END AS said_at,
    CASE WHEN shown LIKE '%"vehicle"%' THEN shift_id || shown END AS came_in`;
const NEWEST_FIRST = 'ORDER BY at DESC, segment_id DESC, number DESC';

const knownFacts = new KnownFacts();

function dayRow(row: Row, { late, count }: Facts): DayRow {
  const [segmentId, number] = [textIn(row, 'segment_id'), numberIn(row, 'number')];
  const cameIn = textOrNull(row, 'came_in');
  return {
    segmentId,
    number,
    at: numberIn(row, 'at'),
    saidAt: numberIn(row, 'said_at'),
    follows: textOrNull(row, 'follows'),
    vehicle: cameIn === null ? null : vehicleOf(cameIn, recordKey({ segmentId, number })),
    late,
    count,
  };
}

const factsOf = (row: Row): Facts => knownFacts.of(textIn(row, 'facts'));

export const openGateDays = (database: Database): GateDayRows => ({
  async rows(streetId, gateId, { from, to }) {
    const rows = await database.all(
      `SELECT ${COLUMNS} FROM entries
       WHERE street_id = ? AND gate_id = ? AND at >= ? AND at < ? ${NEWEST_FIRST}`,
      [streetId, gateId, from, to],
    );
    return rows.map((row) => dayRow(row, factsOf(row)));
  },
  async eachRow(streetId, gateIds, { from, to }, take) {
    if (gateIds?.length === 0) return;
    const among = gateIds ? `AND gate_id IN (${marks(gateIds.length)})` : '';
    const rows = await database.all(
      `SELECT ${COLUMNS} FROM entries
       WHERE street_id = ? AND at >= ? AND at < ? ${among} ${NEWEST_FIRST}`,
      [streetId, from, to, ...(gateIds ?? [])],
    );
    for (const row of rows) {
      const facts = factsOf(row);
      take(facts.gateId, dayRow(row, facts));
    }
  },
  async countGates(streetId) {
    const sql = 'SELECT COUNT(*) AS n FROM gates WHERE street_id = ?';
    const [row] = await database.all(sql, [streetId]);
    return Number(row?.n);
  },
  async changed(streetId, since, limit) {
    const rows = await database.all(
      `SELECT gate_id, segment_id, number, at, changed_at FROM entries
       WHERE street_id = ? AND changed_at > ? LIMIT ?`,
      [streetId, since, limit],
    );
    return rows.map((row) => ({
      gateId: textIn(row, 'gate_id'),
      key: `${textIn(row, 'segment_id')}/${numberIn(row, 'number')}`,
      at: numberIn(row, 'at'),
      changedAt: numberIn(row, 'changed_at'),
    }));
  },
  async counted(streetId, { from, to }) {
    const rows = await database.all(
      `SELECT gate_id, direction, CAST((at - ?) / ${HOUR_MS} AS BIGINT) AS hour, SUM(people) AS people FROM head_counts
       WHERE street_id = ? AND at >= ? AND at < ? AND undone = 0
       GROUP BY gate_id, direction, hour`,
      [from, streetId, from, to],
    );
    return rows.map((row) => ({
      gateId: textIn(row, 'gate_id'),
      direction: row.direction === 'out' ? 'out' : 'in',
      hour: Number(row.hour),
      people: Number(row.people),
    }));
  },
  countedSince: (streetId, period, since) => countedSince(database, streetId, period, since),
  async known(streetId, gateIds, { from, to, day }) {
    if (gateIds.length === 0) return [];
    const of = (table: 'entries' | 'head_counts'): string =>
      `EXISTS (SELECT 1 FROM ${table} t WHERE t.street_id = g.street_id AND t.gate_id = g.gate_id
         AND t.at >= ? AND t.at < ?)`;
    const rows = await database.all(
      `SELECT g.gate_id FROM gates g WHERE g.street_id = ? AND g.gate_id IN (${marks(gateIds.length)})
         AND (${of('entries')} OR ${of('head_counts')} OR EXISTS (SELECT 1 FROM statements s
           WHERE s.street_id = g.street_id AND s.day = ? AND s.place_id = g.gate_id))`,
      [streetId, ...gateIds, from, to, from, to, day],
    );
    return rows.map((row) => textIn(row, 'gate_id'));
  },
  async handedOver(gateIds, { from, to }) {
    if (gateIds.length === 0) return [];
    const rows = await database.all(
      `SELECT * FROM case_steps WHERE gate_id IN (${marks(gateIds.length)})
         AND step = 'handed-over' AND at >= ? AND at < ? ORDER BY gate_id, at, segment_id, number`,
      [...gateIds, from, to],
    );
    const byGate = Map.groupBy(rows, (row) => textIn(row, 'gate_id'));
    const found: HandedOver[] = [];
    for (const [gateId, some] of byGate)
      found.push(...(await handedOverAt(database, gateId, some)));
    return found;
  },
  async shifts(gateIds, period) {
    if (gateIds.length === 0) return [];
    const rows = await database.all(
      `SELECT h.gate_id, h.shift_id, h.device_id, h.started_at, h.closed_at, h.record_count, d.last_seen_at,
         d.revoked_at, ${MORE_SINCE} AS more_since, g.have, g.started_at AS segment_started_at, ${GAP} AS gap
       FROM shifts h
       LEFT JOIN devices d ON d.device_id = h.device_id
       LEFT JOIN segments g ON g.device_id = h.device_id AND g.shift_id = h.shift_id
       LEFT JOIN segments b ON b.device_id = g.device_id AND b.segment_id = g.previous_id
       WHERE h.gate_id IN (${marks(gateIds.length)})
         AND COALESCE(h.started_at, 0) < ? AND (h.closed_at IS NULL OR h.closed_at >= ?)`,
      [...gateIds, period.to, period.from],
    );
    return shiftsFrom(rows, period);
  },
});
