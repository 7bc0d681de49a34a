import { EMPTY_VISITOR, type RecordId, type Visitor } from '../../src/domain/entry.ts';
import type { EntryFacts, GateRecord } from '../../src/domain/gate-record.ts';
import type { IdentifiedRecord } from '../../src/domain/shift-state.ts';

/** 2022-04-03 08:00 in Shanghai. */
export const EIGHT = Date.UTC(2022, 3, 3);
export const MINUTE = 60_000;

export const facts = (change: Partial<EntryFacts> = {}): EntryFacts => ({
  subject: { kind: 'resident', rosterNumber: 1 },
  direction: 'out',
  identification: 'scanned',
  reading: { temperatureTenths: 365, site: 'forehead' },
  mask: true,
  verdict: 'pass',
  outcome: 'passed',
  reasons: [],
  shown: [],
  ...change,
});

export const visitor = (change: Partial<Visitor>) => ({
  kind: 'visitor' as const,
  visitor: { ...EMPTY_VISITOR, ...change },
});

/** One segment's log, written in order. */
export class GateLog {
  readonly records: IdentifiedRecord[] = [];
  readonly #segmentId: string;

  constructor(segment = 1) {
    this.#segmentId = String(segment).padStart(32, '0');
  }

  add(record: GateRecord): RecordId {
    const id = { segmentId: this.#segmentId, number: this.records.length + 1 };
    this.records.push({ id, record });
    return id;
  }

  entry(change: Partial<EntryFacts> = {}, at = EIGHT, follows: RecordId | null = null): RecordId {
    return this.add({ kind: 'entry', at, follows, ...facts(change) });
  }

  fever(rosterNumber: number, at = EIGHT): RecordId {
    const subject = { kind: 'resident' as const, rosterNumber };
    return this.entry({ ...FEVER, subject }, at);
  }
}

export const FEVER = {
  reading: { temperatureTenths: 378, site: 'forehead' },
  verdict: 'check',
  outcome: 'parked',
  reasons: ['fever-first'],
} as const satisfies Partial<EntryFacts>;
