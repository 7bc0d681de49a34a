import type { LedgerSpan, LoggedStatementKey, SpannedSegment } from '../store/ledger-spans.ts';
import { LEDGER_TABLES, type LedgerTable } from '../store/record-tables.ts';
import type { Store } from '../store/store.ts';
import type { Finding } from './finding.ts';

type Say = (finding: Finding) => void;

const SPANS_AT_ONCE = 2_000;

/** What nobody's log is the reason for: bytes and rows of no segment, and rows of records that were purged. */
export async function verifyStrays(store: Store, say: Say): Promise<void> {
  const { verification } = store;
  for (let at = await verification.nextSealed(null); at; at = await verification.nextSealed(at)) {
    if (await verification.segment(at)) continue;
    say({ what: 'bytes-without-segment', deviceId: at.deviceId, segmentId: at.segmentId });
  }
  for (const table of LEDGER_TABLES) await verifyTable(table, store, say);
  await verifyStatements(store, say);
}

async function verifyTable(table: LedgerTable, store: Store, say: Say): Promise<void> {
  const { verification } = store;
  for (let after: LedgerSpan | null = null; ; ) {
    const page: LedgerSpan[] = await verification.spans(table, after, SPANS_AT_ONCE);
    const segments = await segmentsOf(
      page.map(({ segmentId }) => segmentId),
      store,
    );
    for (const span of page) {
      after = span;
      const isStray = await strayIn(table, span, segments.get(span.segmentId) ?? [], store);
      // A purge beside it may have taken both by now.
      const now = isStray && (await verification.spanNow(table, span));
      if (!now) continue;
      const own = await segmentsOf([span.segmentId], store);
      const finding = await strayIn(table, now, own.get(span.segmentId) ?? [], store);
      if (finding) say(finding);
    }
    if (page.length < SPANS_AT_ONCE) return;
  }
}

async function segmentsOf(
  ids: readonly string[],
  { verification }: Store,
): Promise<Map<string, SpannedSegment[]>> {
  const segments = await verification.segmentsNamed([...new Set(ids)]);
  return Map.groupBy(segments, ({ segmentId }) => segmentId);
}

const isOf = (segment: SpannedSegment, { gateId, shift }: LedgerSpan): boolean =>
  segment.gateId === gateId &&
  (shift === null || (segment.shiftId === shift.id && segment.order === shift.order));

/** `named`: segments that have the span's id. */
async function strayIn(
  table: LedgerTable,
  span: LedgerSpan,
  named: readonly SpannedSegment[],
  store: Store,
): Promise<Finding | null> {
  const { gateId, segmentId } = span;
  const where = { gateId, segmentId, detail: table };
  const segment = named.find((one) => isOf(one, span));
  if (!segment) {
    const isPaper = await store.verification.isPaper(gateId, segmentId);
    return isPaper ? null : { what: 'rows-without-segment', ...where };
  }
  const number = await leftByPurge(table, span, segment, store);
  const { deviceId } = segment;
  return number === null ? null : { what: 'rows-after-purge', deviceId, ...where, number };
}

/** The first row of a record that is gone; null: there is none, or a purge is at it. */
async function leftByPurge(
  table: LedgerTable,
  span: LedgerSpan,
  { deviceId, segmentId, have, purgedHave }: SpannedSegment,
  { verification, retention }: Store,
): Promise<number | null> {
  if (purgedHave === null) return null;
  // Of a segment that is gone as a whole no record is compared with any row.
  const upTo = purgedHave >= have ? span.last : purgedHave;
  if (span.first > upTo) return null;
  const unfinished = await retention.unfinished();
  if (unfinished?.deviceId === deviceId && unfinished.segmentId === segmentId) return null;
  // These go with what they are about.
  const isAbout = table === 'amendments' || table === 'case_steps';
  return isAbout ? verification.firstAboutNothing(table, span, upTo) : span.first;
}

/** Statements stay when their records go, without names and words. */
async function verifyStatements(store: Store, say: Say): Promise<void> {
  for (let after: LoggedStatementKey | null = null; ; ) {
    const page: LoggedStatementKey[] = await store.verification.phoneStatements(
      after,
      SPANS_AT_ONCE,
    );
    const idOf = ({ id }: LoggedStatementKey): string => id.slice(0, Math.max(0, id.indexOf('/')));
    const segments = await segmentsOf(page.map(idOf), store);
    for (const statement of page) {
      after = statement;
      const number = Number(statement.id.slice(statement.id.indexOf('/') + 1));
      const isLogged = (segments.get(idOf(statement)) ?? []).some(
        ({ streetId, have, purgedHave }) =>
          streetId === statement.streetId && (number <= have || purgedHave !== have),
      );
      if (isLogged) continue;
      const segmentId = idOf(statement) || statement.id;
      say({ what: 'rows-without-segment', segmentId, detail: 'statements' });
    }
    if (page.length < SPANS_AT_ONCE) return;
  }
}
