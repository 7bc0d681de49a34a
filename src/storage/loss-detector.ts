import { database } from './database.ts';

/** Outside IndexedDB on purpose: browsers lose the two apart. Holds ids and numbers, nothing about anyone. */
const KEY = 'kadian-saved';

export interface DatabaseLoss {
  readonly segmentId: string;
  /** The highest number that was saved, and the highest that is there. */
  readonly saved: number;
  readonly found: number;
}

/** Notes of the last moment: writing each at once would slow the saving down. One lost with a killed tab is harmless. */
const fresh = new Map<string, number>();
const WRITE_AFTER_MS = 200;

export function noteSaved(segmentId: string, number: number): void {
  if (fresh.size === 0) setTimeout(() => writeNotes(readNotes()), WRITE_AFTER_MS);
  fresh.set(segmentId, number);
}

/** Compares with the database, and forgets segments that were removed on purpose. */
export async function findDatabaseLoss(): Promise<DatabaseLoss[]> {
  const noted = readNotes();
  const losses: DatabaseLoss[] = [];
  const kept: Record<string, number> = {};
  const removed = new Set((await database.shifts.toArray()).flatMap((shift) => shift.removed));
  for (const [segmentId, saved] of Object.entries(noted)) {
    if (removed.has(segmentId)) continue;
    kept[segmentId] = saved;
    const found = await highestNumber(segmentId);
    if (found < saved) losses.push({ segmentId, saved, found });
  }
  if (Object.keys(kept).length < Object.keys(noted).length) writeNotes(kept);
  return losses;
}

/** The losses were read by a person: they are not told again. */
export async function forgetDatabaseLoss(): Promise<void> {
  const losses = await findDatabaseLoss();
  const noted = readNotes();
  for (const { segmentId, found } of losses) {
    if (found === 0) delete noted[segmentId];
    else noted[segmentId] = found;
  }
  writeNotes(noted);
}

async function highestNumber(segmentId: string): Promise<number> {
  const last = await database.records
    .where('[segmentId+number]')
    .between([segmentId, 0], [segmentId, Number.POSITIVE_INFINITY])
    .last();
  return last?.number ?? 0;
}

function readNotes(): Record<string, number> {
  const notes = storedNotes();
  for (const [segmentId, number] of fresh) {
    notes[segmentId] = Math.max(notes[segmentId] ?? 0, number);
  }
  return notes;
}

function storedNotes(): Record<string, number> {
  try {
    const parsed: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (typeof parsed !== 'object' || parsed === null) return {};
    return Object.fromEntries(
      Object.entries(parsed).filter((entry): entry is [string, number] =>
        Number.isSafeInteger(entry[1]),
      ),
    );
  } catch {
    return {};
  }
}

function writeNotes(notes: Record<string, number>): void {
  fresh.clear();
  try {
    localStorage.setItem(KEY, JSON.stringify(notes));
  } catch {
    // Full or forbidden: the detector is a second look, never a condition.
  }
}
