import type { Visitor } from '../../src/domain/entry.ts';
import type { EntryFacts, GateRecord } from '../../src/domain/gate-record.ts';
import { PASS_BASE, PEOPLE } from './bench-people.ts';

const VISITOR: Visitor = {
  name: '王小明',
  idNumber: '',
  address: '梧桐路 12 号',
  phone: '13800000417',
  purpose: '送药',
  householdVisited: '3-1-502',
  plate: '',
  remark: '',
};

/**
 * The n-th record of a shift, from 1: mostly residents who pass, now and then a pass, a visitor, a correction, a word
 * taken back. `segmentId` is the segment in which all of them stand.
 */
export function shiftRecord(number: number, startedAt: number, segmentId: string): GateRecord {
  const at = startedAt + number * 7_000;
  if (number === 1) {
    return { kind: 'shift-start', at, onDuty: ['王秀英'], policyVersion: 1, appVersion: '1.0.0' };
  }
  const target = { segmentId, number: number - 3 };
  if (number % 100 === 50) return { kind: 'undo', at, target };
  if (number % 100 === 75) return { kind: 'correction', at, target, ...factsOf(number) };
  return { kind: 'entry', at, follows: null, ...factsOf(number) };
}

/** The same as a peer without sealing keeps it: one flat document. */
export const factsOf = (number: number): EntryFacts => ({
  subject:
    number % 40 === 7
      ? { kind: 'visitor', visitor: VISITOR }
      : number % 20 === 11
        ? { kind: 'pass', passNumber: PASS_BASE + 1 + ((number * 13) % PEOPLE) }
        : { kind: 'resident', rosterNumber: 1 + ((number * 31) % PEOPLE) },
  direction: number % 2 === 0 ? 'out' : 'in',
  identification: number % 40 === 7 ? 'form' : 'scanned',
  reading: { temperatureTenths: 360 + (number % 10), site: 'forehead' },
  mask: true,
  verdict: 'pass',
  outcome: 'passed',
  reasons: [],
  shown: [],
});
