import type { GateRecord } from '../domain/gate-record.ts';
import type { IdentifiedRecord } from '../domain/shift-state.ts';
import { type Bytes, equalBytes } from '../encoding/bytes.ts';
import { encodeRecord } from '../protocol/record-codec.ts';
import { nextHead } from '../sealing/chain.ts';
import { sealRecord, wrapSegmentKey } from '../sealing/segment.ts';
import { addRecord } from './add-record.ts';
import {
  beginOpenSegment,
  type GateCardKeys,
  type LogContext,
  type OpenSegment,
} from './begin-segment.ts';
import { database, openedTimes, type RecordRow, recordCountOf, type ShiftRow } from './database.ts';
import { keepIdentity } from './device-identity.ts';
import { noteSaved } from './loss-detector.ts';
import { dropReadCases } from './open-cases.ts';
import { failureOf, isAlreadyThere, type StorageFailure } from './storage-failure.ts';
import { withReopening } from './with-reopening.ts';

interface NotStored {
  readonly kind: 'not-saved';
  readonly why: StorageFailure;
}
export type Appended = { readonly kind: 'saved'; readonly saved: IdentifiedRecord } | NotStored;
export type Closed = { readonly kind: 'closed'; readonly recordCount: number } | NotStored;

type Closing = Pick<ShiftRow, 'closedAt' | 'recordCount' | 'openCases'>;
type Stored = 'saved' | 'begin-anew' | StorageFailure;

/**
 * The writing end of one shift's log. A number is spent when it is sealed: the same bytes are tried again, or a new
 * segment begins; no nonce is ever used for two plaintexts. Callers append one record at a time.
 */
export class OpenLog {
  #segment: OpenSegment | null = null;
  #inDatabase = false;
  #nextNumber = 1;
  /** The chain's head after the last record. */
  #head: Bytes = new Uint8Array();
  #openedTimes = 0;
  #card: GateCardKeys | null;
  #shift: ShiftRow | null;
  #context: LogContext;
  /** Of this session's segments, for reading them again. */
  readonly keys = new Map<string, CryptoKey>();
  readonly #unwrapped = new Map<string, NonNullable<OpenSegment['rawKey']>>();

  /** `shift` null: the first record starts one. */
  constructor(context: LogContext, shift: ShiftRow | null, card: GateCardKeys | null) {
    this.#context = context;
    this.#shift = shift;
    this.#card = card;
  }

  /** Null until the first record of a new shift is saved. */
  get shiftId(): string | null {
    return this.#shift?.shiftId ?? null;
  }

  /** What the next segment is begun with; the one that is open goes on. */
  useContext(change: Partial<LogContext>): void {
    this.#context = { ...this.#context, ...change };
  }

  append(record: GateRecord): Promise<Appended> {
    return this.#append(record, null);
  }

  /**
   * The last record of the shift: states how many there are, this one included, and closes it in the same transaction.
   * `openCases`: fever cases that are still open, as far as that is known.
   */
  async close(at: number, openCases?: number): Promise<Closed> {
    try {
      const recordCount = (await withReopening(() => this.#countShift())) + 1;
      const record = { kind: 'shift-close', at, recordCount } as const;
      const appended = await this.#append(record, {
        closedAt: at,
        recordCount,
        ...(openCases !== undefined && { openCases }),
      });
      return appended.kind === 'saved' ? { kind: 'closed', recordCount } : appended;
    } catch (error) {
      return { kind: 'not-saved', why: failureOf(error) };
    }
  }

  /** Wraps the keys of this session's segments that were begun without the card. */
  async showCard(card: GateCardKeys): Promise<void> {
    this.#card = card;
    for (const [segmentId, rawKey] of this.#unwrapped) {
      const wrappedKey = await wrapSegmentKey(rawKey, card.wrapKey, segmentId);
      const change = { wrappedKey, cardEpoch: card.epoch };
      if (this.#segment?.row.segmentId === segmentId) {
        this.#segment = {
          ...this.#segment,
          row: { ...this.#segment.row, ...change },
          rawKey: null,
        };
      }
      await withReopening(() => database.segments.update(segmentId, change));
      rawKey.fill(0);
      this.#unwrapped.delete(segmentId);
    }
  }

  /** Drops every key. The log cannot be written any more. */
  forget(): void {
    for (const rawKey of this.#unwrapped.values()) rawKey.fill(0);
    this.#unwrapped.clear();
    this.keys.clear();
    this.#segment = null;
    this.#card = null;
  }

  async #append(record: GateRecord, closing: Closing | null): Promise<Appended> {
    try {
      for (let attempt = 0; attempt < 2; attempt += 1) {
        const segment = this.#segment ?? (await withReopening(() => this.#begin(record.at)));
        const { segmentId, startedAt } = segment.row;
        const number = this.#nextNumber;
        const plain = encodeRecord(record, startedAt, segmentId);
        const sealed = await sealRecord(segment.key, segmentId, number, plain);
        this.#nextNumber += 1;
        const stored = await this.#store(segment, { segmentId, number, sealed }, closing);
        if (stored === 'saved') {
          const head = nextHead(this.#head, sealed);
          this.#head = head;
          noteSaved({ segmentId, number, sequence: segment.row.sequence, head });
          return { kind: 'saved', saved: { id: { segmentId, number }, record } };
        }
        // The number is spent and its fate may be unknown.
        this.#segment = null;
        if (stored !== 'begin-anew') return { kind: 'not-saved', why: stored };
        await keepIdentity(this.#context.identity);
      }
      return { kind: 'not-saved', why: 'storage-lost' };
    } catch (error) {
      this.#segment = null;
      return { kind: 'not-saved', why: failureOf(error) };
    }
  }

  async #begin(at: number): Promise<OpenSegment> {
    const segment = await beginOpenSegment(this.#context, this.#shift, this.#card, wholeSecond(at));
    const { segmentId } = segment.row;
    this.keys.set(segmentId, segment.key);
    if (segment.rawKey) this.#unwrapped.set(segmentId, segment.rawKey);
    this.#segment = segment;
    this.#inDatabase = false;
    this.#nextNumber = 1;
    this.#head = segment.row.acknowledgedHead;
    return segment;
  }

  async #store(segment: OpenSegment, row: RecordRow, closing: Closing | null): Promise<Stored> {
    if (
      this.#inDatabase &&
      this.#openedTimes !== openedTimes() &&
      !(await this.#isThere(segment))
    ) {
      return 'begin-anew';
    }
    try {
      await withReopening(() => this.#write(segment, row, closing));
    } catch (error) {
      if (!isAlreadyThere(error)) return failureOf(error);
      // An earlier try of the same bytes may have reached the disk after all.
      const there = await database.records.get([row.segmentId, row.number]);
      if (!there || !equalBytes(there.sealed, row.sealed)) return 'begin-anew';
    }
    // The browser may have opened another, empty database under the write.
    if (
      this.#inDatabase &&
      this.#openedTimes !== openedTimes() &&
      !(await this.#isThere(segment))
    ) {
      await database.records.delete([row.segmentId, row.number]);
      return 'begin-anew';
    }
    this.#inDatabase = true;
    this.#openedTimes = openedTimes();
    this.#shift = { ...this.#shiftOf(segment), ...closing };
    return 'saved';
  }

  async #write(segment: OpenSegment, row: RecordRow, closing: Closing | null): Promise<void> {
    if (this.#inDatabase && !closing) {
      await addRecord(row);
      return;
    }
    const { segments, shifts, records } = database;
    await database.transaction('rw', segments, shifts, records, async () => {
      if (!this.#inDatabase) await segments.add(this.#segment?.row ?? segment.row);
      await shifts.put({ ...this.#shiftOf(segment), ...closing });
      await records.add(row);
      if (closing?.openCases === 0) await dropReadCases(segment.row.gateId);
    });
  }

  async #isThere(segment: OpenSegment): Promise<boolean> {
    const { segmentId } = segment.row;
    return (
      (await withReopening(() => database.segments.where('segmentId').equals(segmentId).count())) >
      0
    );
  }

  #shiftOf(segment: OpenSegment): ShiftRow {
    return (
      this.#shift ?? {
        shiftId: segment.row.shiftId,
        gateId: segment.row.gateId,
        startedAt: segment.row.startedAt,
        closedAt: null,
        recordCount: null,
        settledAt: null,
        receiptCode: null,
        receivedAt: null,
        unreadable: [],
        removed: [],
      }
    );
  }

  async #countShift(): Promise<number> {
    if (!this.#shift) return 0;
    const ids = await database.segments.where('shiftId').equals(this.#shift.shiftId).primaryKeys();
    const counts = await Promise.all(ids.map(recordCountOf));
    return counts.reduce((sum, count) => sum + count, 0);
  }
}

/** Records keep times to the second, counted from the segment's start. */
export const wholeSecond = (at: number): number => Math.floor(at / 1000) * 1000;
