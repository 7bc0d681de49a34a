import { Dexie, type EntityTable, type PromiseExtended, type Table } from 'dexie';
import type { Bytes } from '../encoding/bytes.ts';
import { answerEverything, giveWayAtRest, openInTime } from './connection.ts';

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
  /** Fever cases that were still open at the close; absent while open, and where the phone could not read that. */
  readonly openCases?: number;
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
  /** Whose people these are; absent in rows of an older app. */
  readonly compoundId?: string;
  readonly generation: number;
  /** Of the card that it is sealed under. */
  readonly cardEpoch: number;
  /** As received: sealed under the gate's card. */
  readonly sealed: Bytes;
  readonly savedAt: number;
  /** What was laid over it could not be used: only a whole file helps. */
  readonly wantsWhole?: boolean;
}

/** What makes a roster out of the one before it, as received: sealed under the same card as that. */
export interface RosterDeltaRow {
  readonly gateId: string;
  readonly from: number;
  readonly to: number;
  readonly sealed: Bytes;
  readonly savedAt: number;
}

/** One of the server's answers about passings, as received: sealed under the gate's card. */
export interface PassingPageRow {
  readonly gateId: string;
  /** All that was told from one start on. */
  readonly series: number;
  /** Place in the series, from 0. */
  readonly order: number;
  readonly cursor: string;
  readonly sealed: Bytes;
}

export interface PassingSeries {
  readonly series: number;
  /** Where the server goes on. */
  readonly cursor: string;
  readonly cardEpoch: number;
  readonly pages: number;
  /** By this phone's clock. */
  readonly beganAt: number;
}

/** How far a gate has heard of passings. */
export interface PassingFeedRow {
  readonly gateId: string;
  /** Complete, and since when, by the server's clock; null: nothing is yet. */
  readonly told: (PassingSeries & { readonly heardAt: number }) | null;
  /** Begun anew and not yet complete; then it takes the other's place. */
  readonly coming: PassingSeries | null;
}

/** What a gate is told, as received: sealed under its card. */
export interface ToldRow {
  readonly gateId: string;
  /** The server's name for it, which also says of which card. */
  readonly etag: string;
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
  /** 0: there is no roster. Absent in rows of an older app. */
  readonly rosterBytes?: number;
  /** False: the server no longer speaks of it. Absent in rows of an older app. */
  readonly isListed?: boolean;
  /** It is this phone's no more, and stays only until its open shift is closed. */
  readonly isGone?: boolean;
}

export interface DocumentRow {
  readonly name: 'keyList' | 'policy' | 'nextPolicy' | 'revocations';
  /** As received: signed. */
  readonly bytes: Bytes;
  /** The server's name for it, so that it is not sent again. */
  readonly version?: string;
}

/** A batch of another phone's sealed log, on its way to the server. This phone can read nothing of it. */
export interface CarriedRow {
  /** In the order in which they came. */
  readonly id: number;
  readonly deviceId: string;
  readonly segmentId: string;
  readonly gateId: string;
  /** Numbers of its first and last record. */
  readonly from: number;
  readonly last: number;
  readonly certificate: Bytes;
  readonly header: Bytes;
  readonly records: readonly Bytes[];
  readonly head: Bytes;
  readonly tail: Bytes;
  /** Of all of this row, about. */
  readonly bytes: number;
  readonly takenAt: number;
  /** How far the other phone's clock was ahead of this one's when it handed over; 0 where that is not known. */
  readonly aheadMs: number;
  /** `gap`: the server lacks records before it. `fork`: the server has others of these numbers. `refused`: it wants none of it. */
  readonly state: 'waiting' | 'received' | 'gap' | 'fork' | 'refused';
}

/** The server's receipt for a carried segment, to be handed back to the phone that wrote it. */
export interface CarriedReceiptRow {
  readonly segmentId: string;
  readonly deviceId: string;
  /** The receipt as it came. */
  readonly bytes: Bytes;
  readonly number: number;
  /** Of the server that signed it: after a restore the log is sent again. */
  readonly incarnation: string;
}

/** Small facts about the traffic with the server. */
export interface MarkRow {
  readonly name: 'incarnation' | 'lastPullAt' | 'lastReceiptAt' | 'restoredAt' | 'gatesVersion';
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
  declare readonly carried: EntityTable<CarriedRow, 'id'>;
  declare readonly carriedReceipts: EntityTable<CarriedReceiptRow, 'segmentId'>;
  declare readonly rosterDeltas: Table<RosterDeltaRow, [string, number]>;
  declare readonly passingPages: Table<PassingPageRow, [string, number, number]>;
  declare readonly passingFeeds: EntityTable<PassingFeedRow, 'gateId'>;
  /** Marks and contacts. */
  declare readonly briefings: EntityTable<ToldRow, 'gateId'>;
  declare readonly notices: EntityTable<ToldRow, 'gateId'>;
  /** Reports, rota, handover and standards; the street's own handbook. */
  declare readonly gateDays: EntityTable<ToldRow, 'gateId'>;
  declare readonly handbooks: EntityTable<ToldRow, 'gateId'>;

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
    this.version(2).stores({
      // The long key tells all that a list shows, without reading the sealed bytes.
      carried: '++id, segmentId, [deviceId+gateId+state+from+last+bytes]',
      carriedReceipts: 'segmentId, deviceId',
      rosterDeltas: '[gateId+from]',
      passingPages: '[gateId+series+order]',
      passingFeeds: 'gateId',
      briefings: 'gateId',
      notices: 'gateId',
    });
    this.version(3).stores({ gateDays: 'gateId', handbooks: 'gateId' });
  }

  override open(): PromiseExtended<Dexie> {
    return Dexie.Promise.resolve(openInTime(this, () => super.open()));
  }
}

export const database = new KadianDatabase();
giveWayAtRest(database);
answerEverything(database);

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
