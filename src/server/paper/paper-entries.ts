import { judge } from '../../domain/judge.ts';
import { isWithin, type Place } from '../../domain/place.ts';
import type { Policy } from '../../domain/policy.ts';
import type { PaperRow, PaperSheetSave } from '../../protocol/paper-sheets.ts';
import type { PlacedDevice } from '../store/devices.ts';
import type { LedgerEntry } from '../store/entry-row.ts';
import type { PlacedGate } from '../store/gates.ts';
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
  store: Pick<Store, 'rosters' | 'places'>,
): Promise<PaperReading> {
  const { now, place } = context;
  const entries: LedgerEntry[] = [];
  for (const row of sheet.rows) {
    if (row.at > now + PAPER_AHEAD_MS || row.at < now - PAPER_AGE_MS) {
      return { ok: false, why: 'time' };
    }
    if (place.closedAt !== null && row.at > place.closedAt) return { ok: false, why: 'closed' };
    const judged = await judgedSubject(row, context, store);
    if (!judged) return { ok: false, why: 'resident' };
    entries.push(entryOf(sheet.sheetId, row, judged, context));
  }
  return { ok: true, entries };
}

type JudgedSubject = Parameters<typeof judge>[0];

async function judgedSubject(
  { subject }: PaperRow,
  { device, gate }: PaperContext,
  { rosters, places }: Pick<Store, 'rosters' | 'places'>,
): Promise<JudgedSubject | null> {
  if (subject.kind === 'visitor') return { colour: null, onRoster: 'none', home: null, marks: [] };
  const { streetId, place } = device;
  const resident = await rosters.resident(streetId, subject.rosterNumber);
  if (!resident) return null;
  if (resident.compoundId !== gate.compoundId) {
    const compound = await places.find(resident.compoundId);
    if (!compound || !isWithin(compound, place.path)) return null;
  }
  const household = await rosters.household(streetId, resident.householdId);
  return {
    colour: household?.colour ?? null,
    onRoster: resident.gone ? 'absent' : 'listed',
    home: null,
    marks: [],
  };
}

function entryOf(
  sheetId: string,
  row: PaperRow,
  judged: JudgedSubject,
  { device, gate, policy, now }: PaperContext,
): LedgerEntry {
  const { direction, reading, mask, outcome, subject } = row;
  const situation = {
    at: row.at,
    direction,
    reading,
    mask,
    feverBefore: null,
    shown: [],
    lastPassing: null,
    history: [],
    heardAt: row.at,
    measuredTogether: 1,
  };
  const { verdict, reasons } = judge(judged, situation, policy);
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
    flags: ['paper'],
    changedAt: now,
  };
}
