import { maskedNameText } from '../../domain/masked-name.ts';
import { isSameSubject } from '../../domain/shift-state.ts';
import type { EntryRow } from '../../protocol/entries.ts';
import { type LedgerEntry, recordKey } from '../store/entry-row.ts';
import type { DutyLine, LedgerLine } from '../store/ledger.ts';
import type { Store } from '../store/store.ts';

/** What a reader of the ledger may see. */
export interface LedgerView {
  readonly fullNames: boolean;
}

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

function subjectOf(line: LedgerLine, view: LedgerView): EntryRow['subject'] {
  const { facts, rosterNumber, householdId } = line.entry;
  const visitor = facts.subject.kind === 'visitor' ? facts.subject.visitor : null;
  const name = visitor ? visitor.name : line.name;
  const maskedName = maskedNameText(name);
  return {
    kind: facts.subject.kind,
    name: view.fullNames ? name : maskedName,
    maskedName,
    room: visitor ? visitor.householdVisited : line.room,
    rosterNumber,
    householdId,
    plate: visitor?.plate ?? '',
  };
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
    const flags: string[] = [...entry.flags];
    if (entry.late) flags.push('late');
    if (rolledBack.has(entry.id.segmentId)) flags.push('rolled-back');
    return {
      id: recordKey(entry.id),
      at: entry.at,
      receivedAt: entry.receivedAt,
      gateId: entry.gateId,
      gateName: line.gateName,
      direction: facts.direction,
      subject: subjectOf(line, view),
      temperatureTenths: facts.reading?.temperatureTenths ?? null,
      site: facts.reading?.site ?? null,
      mask: facts.mask,
      verdict: facts.verdict,
      reasons: [...facts.reasons],
      outcome: facts.outcome,
      identification: facts.identification,
      onDuty: [...(onDuty[index] ?? [])],
      state: entry.state,
      ...(entry.state === 'corrected' && { original: originalOf(entry) }),
      follows: entry.follows && recordKey(entry.follows),
      note: entry.note,
      flags,
    };
  });
}
