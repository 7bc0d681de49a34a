import { type Bytes, fromBase64Url, toBase64Url } from '../encoding/bytes.ts';
import { database } from './database.ts';

/** Outside IndexedDB on purpose: browsers lose the two apart. Holds ids and numbers, nothing about anyone. */
const KEY = 'kadian-saved';

export interface DatabaseLoss {
  readonly segmentId: string;
  /** The highest number that was saved, and the highest that is there. */
  readonly saved: number;
  readonly found: number;
}

/** How far a segment was saved, and the chain's head there. */
export interface SavedTail {
  readonly segmentId: string;
  readonly number: number;
  /** Of the segment, among all of this phone. */
  readonly sequence: number;
  readonly head: Bytes;
}

interface Note extends Omit<SavedTail, 'segmentId'> {
  /** A person has read that it is lost. */
  readonly isTold: boolean;
}
type Notes = Map<string, Note>;

/** Notes of the last moment: writing each at once would slow the saving down. One lost with a killed tab is harmless. */
const fresh: Notes = new Map();
const WRITE_AFTER_MS = 200;

export function noteSaved({ segmentId, ...tail }: SavedTail): void {
  if (fresh.size === 0) setTimeout(() => writeNotes(readNotes()), WRITE_AFTER_MS);
  fresh.set(segmentId, { ...tail, isTold: false });
}

/** The end of the log as it was saved last, whether the database still has it or not. */
export function lastSavedTail(): SavedTail | null {
  const [last] = [...readNotes()].toSorted(([, a], [, b]) => b.sequence - a.sequence);
  if (!last) return null;
  const [segmentId, { number, sequence, head }] = last;
  return { segmentId, number, sequence, head };
}

/** Compares with the database, and forgets segments that were removed on purpose. */
export async function findDatabaseLoss(): Promise<DatabaseLoss[]> {
  const notes = readNotes();
  const losses: DatabaseLoss[] = [];
  const removed = new Set((await database.shifts.toArray()).flatMap((shift) => shift.removed));
  const kept: Notes = new Map([...notes].filter(([segmentId]) => !removed.has(segmentId)));
  for (const [segmentId, { number, isTold }] of kept) {
    const found = isTold ? number : await highestNumber(segmentId);
    if (found < number) losses.push({ segmentId, saved: number, found });
  }
  if (kept.size < notes.size) writeNotes(kept);
  return losses;
}

/** The losses were read by a person: they are not told again. The next segment still names what it follows. */
export async function forgetDatabaseLoss(): Promise<void> {
  const lost = new Set((await findDatabaseLoss()).map(({ segmentId }) => segmentId));
  const notes = readNotes();
  for (const [segmentId, note] of notes) {
    if (lost.has(segmentId)) notes.set(segmentId, { ...note, isTold: true });
  }
  const newest = Math.max(0, ...[...notes.values()].map(({ sequence }) => sequence));
  const needed = [...notes].filter(([, note]) => !note.isTold || note.sequence === newest);
  writeNotes(new Map(needed));
}

/** The browser becomes another device, whose log begins anew. */
export const forgetSaved = (): void => writeNotes(new Map());

async function highestNumber(segmentId: string): Promise<number> {
  const last = await database.records
    .where('[segmentId+number]')
    .between([segmentId, 0], [segmentId, Number.POSITIVE_INFINITY])
    .last();
  return last?.number ?? 0;
}

function readNotes(): Notes {
  const notes = storedNotes();
  for (const [segmentId, note] of fresh) {
    if (note.number > (notes.get(segmentId)?.number ?? 0)) notes.set(segmentId, note);
  }
  return notes;
}

function storedNotes(): Notes {
  try {
    const parsed: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (typeof parsed !== 'object' || parsed === null) return new Map();
    const read = Object.entries(parsed).map(([id, note]) => [id, noteOf(note)] as const);
    return new Map(read.filter((one): one is [string, Note] => one[1] !== null));
  } catch {
    return new Map();
  }
}

function noteOf(value: unknown): Note | null {
  if (!Array.isArray(value)) return null;
  const [number, sequence, text, isTold] = value as unknown[];
  const head = typeof text === 'string' ? fromBase64Url(text) : null;
  if (!Number.isSafeInteger(number) || !Number.isSafeInteger(sequence) || !head) return null;
  return { number: Number(number), sequence: Number(sequence), head, isTold: isTold === 1 };
}

function writeNotes(notes: Notes): void {
  fresh.clear();
  const written = [...notes].map(([segmentId, { number, sequence, head, isTold }]) => [
    segmentId,
    [number, sequence, toBase64Url(head), isTold ? 1 : 0],
  ]);
  try {
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(written)));
  } catch {
    // Full or forbidden: the detector is a second look, never a condition.
  }
}
