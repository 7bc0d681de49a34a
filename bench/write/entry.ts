import type { GateRecord } from '../../src/domain/gate-record.ts';

export interface System {
  /** Resolves when the entry is saved. */
  readonly write: (number: number) => Promise<unknown>;
}

/** One entry of a known resident. */
export const entry = (number: number): Extract<GateRecord, { kind: 'entry' }> => ({
  kind: 'entry',
  at: Date.now(),
  follows: null,
  subject: { kind: 'resident', rosterNumber: 1000 + (number % 2000) },
  direction: number % 2 === 0 ? 'out' : 'in',
  identification: 'scanned',
  reading: { temperatureTenths: 360 + (number % 10), site: 'forehead' },
  mask: true,
  verdict: 'pass',
  outcome: 'passed',
  reasons: [],
  shown: [],
});
