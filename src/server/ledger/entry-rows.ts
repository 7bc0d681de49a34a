import { isSameSubject } from '../../domain/shift-state.ts';
import type { EntryRow } from '../../protocol/entries.ts';
import { type LedgerEntry, recordKey } from '../store/entry-row.ts';
import type { DutyLine, LedgerLine } from '../store/ledger.ts';
import type { Store } from '../store/store.ts';
import { type LedgerView, type SeenLine, seenLine } from './ledger-view.ts';

function dutyAt(line: LedgerLine, duties: readonly DutyLine[]): readonly string[] {
  const { shiftId, segmentOrder, id } = line.entry;
  const before = duties.filter(
    (duty) =>
      duty.shiftId === shiftId &&
      (duty.segmentOrder < segmentOrder ||
        (duty.segmentOrder === segmentOrder && duty.number <= id.number)),
  );
  return before.at(-1)?.onDuty ?? [];
}

/** Who was on duty for each line, in the same order; carried over the segments of a shift. */
export async function onDutyOf(
  lines: readonly LedgerLine[],
  store: Pick<Store, 'ledger'>,
): Promise<(readonly string[])[]> {
  const shiftsByGate = new Map<string, Set<string>>();
  for (const { entry } of lines) {
    const shifts = shiftsByGate.get(entry.gateId) ?? new Set();
    shiftsByGate.set(entry.gateId, shifts.add(entry.shiftId));
  }
  const duties = new Map<string, DutyLine[]>();
  for (const [gateId, shiftIds] of shiftsByGate) {
    duties.set(gateId, await store.ledger.duties(gateId, [...shiftIds]));
  }
  return lines.map((line) => dutyAt(line, duties.get(line.entry.gateId) ?? []));
}

async function rolledBackSegments(
  lines: readonly LedgerLine[],
  store: Pick<Store, 'custody'>,
): Promise<Set<string>> {
  const found = new Set<string>();
  for (const deviceId of new Set(lines.map(({ entry }) => entry.deviceId))) {
    for (const id of await store.custody.sharePredecessor(deviceId)) found.add(id);
  }
  return found;
}

function subjectOf(line: LedgerLine, seen: SeenLine): EntryRow['subject'] {
  const { facts, rosterNumber, householdId } = line.entry;
  const { kind } = facts.subject;
  const { name, maskedName, plate } = seen;
  const room = kind === 'visitor' ? seen.householdVisited : seen.room;
  return { kind, name, maskedName, room, rosterNumber, householdId, plate };
}

function originalOf({ original, facts }: LedgerEntry): NonNullable<EntryRow['original']> {
  return {
    isSameSubject: isSameSubject(original.subject, facts.subject),
    direction: original.direction,
    temperatureTenths: original.reading?.temperatureTenths ?? null,
    mask: original.mask,
  };
}

export async function entryRows(
  lines: readonly LedgerLine[],
  store: Pick<Store, 'ledger' | 'custody'>,
  view: LedgerView,
): Promise<EntryRow[]> {
  const onDuty = await onDutyOf(lines, store);
  const rolledBack = await rolledBackSegments(lines, store);
  return lines.map((line, index) => {
    const { entry } = line;
    const { facts } = entry;
    const seen = seenLine(line, onDuty[index] ?? [], view);
    const flags: string[] = [...entry.flags];
    if (facts.shown.some((one) => one.kind === 'visitor-form' && !one.isWhole)) {
      flags.push('form-unreadable');
    }
    if (entry.late) flags.push('late');
    if (rolledBack.has(entry.id.segmentId)) flags.push('rolled-back');
    return {
      id: recordKey(entry.id),
      at: entry.at,
      receivedAt: entry.receivedAt,
      gateId: entry.gateId,
      gateName: line.gateName,
      direction: facts.direction,
      subject: subjectOf(line, seen),
      temperatureTenths: facts.reading?.temperatureTenths ?? null,
      site: facts.reading?.site ?? null,
      mask: facts.mask,
      verdict: facts.verdict,
      reasons: [...facts.reasons],
      shown: [...seen.shown],
      outcome: facts.outcome,
      identification: facts.identification,
      onDuty: [...seen.onDuty],
      state: entry.state,
      ...(entry.state === 'corrected' && { original: originalOf(entry) }),
      follows: entry.follows && recordKey(entry.follows),
      note: seen.note,
      ...(seen.decidedBy !== '' && { decidedBy: seen.decidedBy }),
      flags,
    };
  });
}
