import type { LogContext } from '../storage/begin-segment.ts';
import { database, type GateRow, type ShiftRow } from '../storage/database.ts';
import { readIdentity } from '../storage/device-identity.ts';
import { OpenLog, wholeSecond } from '../storage/open-log.ts';
import { askToPersist } from '../storage/persistence.ts';
import { readShiftLog } from '../storage/read-log.ts';
import { failureOf } from '../storage/storage-failure.ts';
import { policyAt, sealingKeyFor } from '../storage/street-documents.ts';
import { withReopening } from '../storage/with-reopening.ts';
import { takeWriterLock, type WriterLock } from '../storage/writer-lock.ts';
import { APP_VERSION } from './app-version.ts';
import { namesOnDuty } from './bounded-text.ts';
import type { Card } from './card.ts';
import { readEarlierCases } from './earlier-cases.ts';
import { followPulls } from './follow-pulls.ts';
import { openGateBriefing } from './gate-briefing.ts';
import { type OpenedRoster, openGateRoster, type PulledRules, readRules } from './pulled-rules.ts';
import type { GateInfo, NotSaved } from './shift-session.ts';
import { WorkingSession } from './working-session.ts';

/** One session a tab: opening another ends it. */
let current: WorkingSession | null = null;

export type SessionOpened =
  | { readonly kind: 'opened'; readonly session: WorkingSession }
  | { readonly kind: 'other-tab' | 'not-ready' }
  | NotSaved;

export const gateInfo = (row: GateRow): GateInfo => ({
  id: row.id,
  name: row.name,
  compoundId: row.compoundId,
  compoundName: row.compoundName,
  cardEpoch: row.cardEpoch,
});

export async function findOpenShift(): Promise<ShiftRow | null> {
  const shifts = await withReopening(() =>
    database.shifts.filter((shift) => shift.closedAt === null).toArray(),
  );
  return shifts.toSorted((a, b) => a.startedAt - b.startedAt).at(-1) ?? null;
}

/** Starts a shift at the gate, or goes on with `shift` in a segment of its own. */
export async function openSession(
  gate: GateInfo,
  shift: ShiftRow | null,
  card: Card | null,
  onDuty: readonly string[],
  now: number,
): Promise<SessionOpened> {
  current?.end('locked');
  const writerLock = await takeWriterLock({ steal: false });
  if (!writerLock) return { kind: 'other-tab' };
  let opened: SessionOpened;
  try {
    opened = await withReopening(() => openWithLock(writerLock, gate, shift, card, onDuty, now));
  } catch (error) {
    writerLock.release();
    return { kind: 'not-saved', why: failureOf(error) };
  }
  if (opened.kind !== 'opened') {
    writerLock.release();
    return opened;
  }
  current = opened.session;
  followPulls(opened.session);
  await readEarlierCases(opened.session).catch(() => undefined);
  return opened;
}

async function openWithLock(
  writerLock: WriterLock,
  gate: GateInfo,
  shift: ShiftRow | null,
  card: Card | null,
  onDuty: readonly string[],
  now: number,
): Promise<SessionOpened> {
  const rules = await readRules();
  const roster = card ? await openGateRoster(gate.id, card) : null;
  const briefing = card ? await openGateBriefing(gate.id, card) : null;
  const context = rules && (await logContext(gate.id, rules, roster, now));
  if (!rules || !context) return { kind: 'not-ready' };
  const openLog = new OpenLog(context, shift, card);
  const policy = policyAt(rules.policies, now);
  const common = { gate, openLog, writerLock, rules, policy, card, roster, briefing };
  if (shift) {
    const { log, unreadable } = await readShiftLog(shift.shiftId, card?.wrapKey ?? null, new Map());
    const { shiftId } = shift;
    return { kind: 'opened', session: new WorkingSession({ ...common, shiftId, log, unreadable }) };
  }
  void askToPersist();
  const started = await openLog.append({
    kind: 'shift-start',
    at: wholeSecond(now),
    onDuty: namesOnDuty(onDuty),
    policyVersion: policy.version,
    appVersion: APP_VERSION,
  });
  if (started.kind === 'not-saved') return started;
  const shiftId = started.saved.id.segmentId;
  const log = [started.saved];
  return {
    kind: 'opened',
    session: new WorkingSession({ ...common, shiftId, log, unreadable: 0 }),
  };
}

async function logContext(
  gateId: string,
  rules: PulledRules,
  roster: OpenedRoster | null,
  now: number,
): Promise<LogContext | null> {
  const identity = await readIdentity();
  const sealingKey = sealingKeyFor(rules.keys, now);
  if (!identity || !sealingKey) return null;
  return {
    identity,
    sealingKey,
    gateId,
    rosterGeneration: roster?.roster.generation ?? 0,
    policyVersion: policyAt(rules.policies, now).version,
  };
}
