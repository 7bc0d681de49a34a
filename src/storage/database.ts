import { Dexie, type EntityTable, type Table } from 'dexie';
import type { Bytes } from '../encoding/bytes.ts';

/** One sealed part of a shift's log. All in it is public to whoever copies the phone; the key is wrapped. */
export interface SegmentRow {
  readonly segmentId: string;
  /** The shift is named by its first segment. */
  readonly shiftId: string;
  /** Place in the shift, from 0. */
  readonly order: number;
  /** Place among all segments of this phone, from 1; clocks may go back, this does not. */
  readonly sequence: number;
  readonly gateId: string;
  readonly startedAt: number;
  readonly headerBytes: Bytes;
  /** The segment's key under the gate card. Null: begun without the card, or dropped after the receipt. */
  readonly wrappedKey: Bytes | null;
  readonly cardEpoch: number | null;
  /** The highest number that a verified receipt covers, and the chain's head there. */
  readonly acknowledged: number;
  readonly acknowledgedHead: Bytes;
  readonly receipt: ReceiptRow | null;
  /** The last answer that did not prove custody of our bytes, kept as it came. */
  readonly trouble: TroubleRow | null;
}

export interface ReceiptRow {
  readonly bytes: Bytes;
  readonly number: number;
  readonly receivedAt: number;
  /** Numbers that the server holds but could not read. */
  readonly unreadable: readonly number[];
  readonly quarantined: boolean;
}

export interface TroubleRow {
  readonly kind: 'wrong-receipt' | 'fork';
  readonly answer: Bytes;
}

export interface RecordRow {
  readonly segmentId: string;
  /** From 1, without gaps. */
  readonly number: number;
  readonly sealed: Bytes;
}

export interface ShiftRow {
  readonly shiftId: string;
  readonly gateId: string;
  readonly startedAt: number;
  readonly closedAt: number | null;
  /** As the shift-close record states it; null while open. */
  readonly recordCount: number | null;
  /** When the last record was covered by a verified receipt, by this phone's clock. */
  readonly settledAt: number | null;
  readonly receiptCode: string | null;
  readonly receivedAt: number | null;
  /** Numbers that the server could not read, kept when the segments are removed. */
  readonly unreadable: readonly number[];
  /** Segments whose bytes were removed from the phone after they were settled. */
  readonly removed: readonly string[];
}

export interface RosterRow {
  readonly gateId: string;
  readonly generation: number;
  /** Of the card that it is sealed under. */
  readonly cardEpoch: number;
  /** As received: sealed under the gate's card. */
  readonly sealed: Bytes;
  readonly savedAt: number;
}

export interface GateRow {
  readonly id: string;
  readonly name: string;
  readonly compoundId: string;
  readonly compoundName: string;
  readonly cardEpoch: number;
  readonly cardTag: string;
  /** Tags of this gate's earlier cards. */
  readonly oldCardTags: readonly string[];
  readonly rosterGeneration: number;
  /** It is this phone's no more, and stays only until its open shift is closed. */
  readonly isGone?: boolean;
}

export interface DocumentRow {
  readonly name: 'keyList' | 'policy' | 'earlierPolicy' | 'revocations';
  /** As received: signed. */
  readonly bytes: Bytes;
}

/** Small facts about the traffic with the server. */
export interface MarkRow {
  readonly name: 'incarnation' | 'lastPullAt' | 'lastReceiptAt';
  readonly value: string | number;
}

export class KadianDatabase extends Dexie {
  declare readonly segments: EntityTable<SegmentRow, 'segmentId'>;
  declare readonly records: Table<RecordRow, [string, number]>;
  declare readonly rosters: EntityTable<RosterRow, 'gateId'>;
  declare readonly gates: EntityTable<GateRow, 'id'>;
  declare readonly documents: EntityTable<DocumentRow, 'name'>;
  declare readonly shifts: EntityTable<ShiftRow, 'shiftId'>;
  declare readonly marks: EntityTable<MarkRow, 'name'>;

  constructor(name = 'kadian') {
    // Strict: a write counts only when it is on the disk. The cache would answer before that.
    super(name, { chromeTransactionDurability: 'strict', cache: 'disabled' });
    this.version(1).stores({
      segments: 'segmentId, shiftId, &sequence',
      records: '[segmentId+number]',
      rosters: 'gateId',
      gates: 'id',
      documents: 'name',
      shifts: 'shiftId',
      marks: 'name',
    });
  }
}

export const database = new KadianDatabase();

let opened = 0;
database.on(
  'ready',
  () => {
    opened += 1;
  },
  true,
);

/** Grows at every (re)opening. A database that was opened again may be another, empty one. */
export const openedTimes = (): number => opened;

/** All records of a segment from a number on, in order. */
export const recordsFrom = (segmentId: string, number: number) =>
  database.records
    .where('[segmentId+number]')
    .between([segmentId, number], [segmentId, Number.POSITIVE_INFINITY], true, true);

/** A segment's numbers have no gaps, so the count is also the last number. */
export const recordCountOf = (segmentId: string): Promise<number> =>
  recordsFrom(segmentId, 0).count();
