import type { RecordId } from '../domain/entry.ts';
import type { GateRecord } from '../domain/gate-record.ts';
import type { EntrySaved, NotSaved } from './shift-session.ts';
import type { WorkingSession } from './working-session.ts';

/** Appends, and gives the entry as it stands afterwards: `target`, or the one that the record itself is. */
export async function saveEntryOf(
  work: WorkingSession,
  target: RecordId | null,
  record: GateRecord,
): Promise<EntrySaved | NotSaved> {
  const saved = await work.append(record);
  if (saved.kind === 'not-saved') return saved;
  const entry = work.standingAnywhere(target ?? saved.id);
  // Locked while it was being saved: it is safe, and nobody is there to be shown it.
  return entry
    ? { kind: 'saved', entry }
    : { kind: 'not-saved', why: work.ended ?? 'storage-lost' };
}
