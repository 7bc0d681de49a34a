import type { Judgement } from '../../domain/judge.ts';
import { isWithin, type Place } from '../../domain/place.ts';
import type { Policy } from '../../domain/policy.ts';
import type { PaperRow, PaperSheetSave } from '../../protocol/paper-sheets.ts';
import { historiesFor, judgeEntry, PaperUses } from '../judging/judge-entries.ts';
import { KnownPeople, MarkIndex } from '../judging/known-people.ts';
import type { PlacedDevice } from '../store/devices.ts';
import type { LedgerEntry } from '../store/entry-row.ts';
import type { PlacedGate } from '../store/gates.ts';
import type { EntryToJudge } from '../store/judging.ts';
import type { Store } from '../store/store.ts';

/** Paper is typed in afterwards: what is later than this by the server's clock was mistyped. */
export const PAPER_AHEAD_MS = 5 * 60_000;
export const PAPER_AGE_MS = 31 * 24 * 60 * 60_000;

type PaperRefusal =
  /** The time cannot be that of a passing. */
  | 'time'
  /** The gate was closed by then. */
  | 'closed'
  /** Nobody of the gate's compound, nor of the device's scope, has the roster number. */
  | 'resident';

type PaperReading =
  | { readonly ok: true; readonly entries: readonly LedgerEntry[] }
  | { readonly ok: false; readonly why: PaperRefusal };

type PaperStore = Pick<Store, 'rosters' | 'places' | 'marks' | 'judging' | 'cases'>;

interface PaperContext {
  readonly device: PlacedDevice;
  readonly gate: PlacedGate;
  readonly place: Place;
  readonly policy: Policy;
  readonly now: number;
}

/** What a sheet's rows are in the ledger: judged by the street's present rules, as no phone was there to judge. */
export async function paperEntries(
  sheet: PaperSheetSave,
  context: PaperContext,
  store: PaperStore,
): Promise<PaperReading> {
  const { now, place } = context;
  const rows: EntryToJudge[] = [];
  for (const row of sheet.rows) {
    if (row.at > now + PAPER_AHEAD_MS || row.at < now - PAPER_AGE_MS) {
      return { ok: false, why: 'time' };
    }
    if (place.closedAt !== null && row.at > place.closedAt) return { ok: false, why: 'closed' };
    const householdId = await householdOf(row, context, store);
    if (householdId === undefined) return { ok: false, why: 'resident' };
    rows.push(entryToJudge(sheet, row, householdId, context));
  }
  const judgements = await judgeSheet(rows, context, store);
  const entries = sheet.rows.map((row) =>
    entryOf(sheet.sheetId, row, judgements.get(row.number), context),
  );
  return { ok: true, entries };
}

/** Null: a visitor's; undefined: nobody that this desk may write about. */
async function householdOf(
  { subject }: PaperRow,
  { device, gate }: PaperContext,
  { rosters, places }: Pick<Store, 'rosters' | 'places'>,
): Promise<number | null | undefined> {
  if (subject.kind === 'visitor') return null;
  const { streetId, place } = device;
  const resident = await rosters.resident(streetId, subject.rosterNumber);
  if (!resident) return undefined;
  if (resident.compoundId !== gate.compoundId) {
    const compound = await places.find(resident.compoundId);
    if (!compound || !isWithin(compound, place.path)) return undefined;
  }
  return resident.householdId;
}

const entryToJudge = (
  { sheetId }: PaperSheetSave,
  { number, at, direction, subject, reading, mask, outcome }: PaperRow,
  householdId: number | null,
  { gate }: PaperContext,
): EntryToJudge => ({
  gateId: gate.id,
  id: { segmentId: sheetId, number },
  at,
  direction,
  isVisitor: subject.kind === 'visitor',
  visitor: subject.kind === 'visitor' ? subject.visitor : null,
  rosterNumber: subject.kind === 'resident' ? subject.rosterNumber : null,
  householdId,
  reading,
  mask,
  shown: [],
  verdict: 'pass',
  reasons: [],
  isPassed: outcome === 'passed',
  follows: null,
});

/** Oldest first, each with what gates know of the time before it and with the rows of the sheet before it. By number. */
async function judgeSheet(
  rows: readonly EntryToJudge[],
  { gate: { streetId }, policy }: PaperContext,
  store: PaperStore,
): Promise<Map<number, Judgement>> {
  const marks = new MarkIndex((await store.marks.all(streetId)).map(({ mark }) => mark));
  const people = await KnownPeople.of(streetId, rows, marks, store);
  const ordered = rows.toSorted((a, b) => a.at - b.at || a.id.number - b.id.number);
  const histories = await historiesFor(streetId, ordered, store);
  const uses = new PaperUses();
  const judgements = new Map<number, Judgement>();
  for (const row of ordered) {
    const known = { people, histories, uses, feverBefore: null, measuredTogether: 1 };
    judgements.set(row.id.number, judgeEntry(row, known, policy));
    const { householdId, rosterNumber, direction, at, id } = row;
    // Rows of an earlier saving are history already, unless they were taken back.
    const isNew = row.isPassed && (await store.cases.entry(row.gateId, id)) === null;
    if (householdId === null || !isNew) continue;
    histories.add({ householdId, rosterNumber, direction, at, id, purpose: null });
  }
  return judgements;
}

function entryOf(
  sheetId: string,
  row: PaperRow,
  judgement: Judgement | undefined,
  { device, gate, now }: PaperContext,
): LedgerEntry {
  if (!judgement) throw new Error(`row ${row.number} was not judged`);
  const { direction, reading, mask, outcome, subject } = row;
  const { verdict, reasons } = judgement;
  const facts = {
    subject,
    direction,
    identification: subject.kind === 'visitor' ? 'form' : 'found',
    reading,
    mask,
    verdict,
    outcome,
    reasons: reasons.map(({ code }) => code),
    shown: [],
  } as const;
  return {
    gateId: gate.id,
    id: { segmentId: sheetId, number: row.number },
    streetId: gate.streetId,
    deviceId: device.deviceId,
    shiftId: sheetId,
    segmentOrder: 0,
    at: row.at,
    receivedAt: now,
    late: false,
    follows: null,
    original: facts,
    facts,
    rosterNumber: null,
    householdId: null,
    state: 'standing',
    note: '',
    decidedBy: '',
    flags: ['paper'],
    changedAt: now,
  };
}
