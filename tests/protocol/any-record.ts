import fc from 'fast-check';
import {
  CODE_COLOURS,
  IDENTIFICATIONS,
  MEASURING_SITES,
  OUTCOMES,
  PURPOSES,
  type RecordId,
  type Shown,
} from '../../src/domain/entry.ts';
import { CASE_STEPS, type EntryFacts, type GateRecord } from '../../src/domain/gate-record.ts';
import { REASON_CODES } from '../../src/domain/reason.ts';
import { anyId } from '../sealing/any-bytes.ts';

export const SEGMENT_ID = '0123456789abcdef0123456789abcdef';
export const STARTED_AT = Date.UTC(2022, 3, 1, 0, 0, 0, 700);

const uint32 = fc.integer({ min: 0, max: 0xffff_ffff });
const text = (maxLength: number) =>
  fc
    .string({ unit: 'binary', maxLength })
    .map((value) => value.slice(0, maxLength).replace(/[\ud800-\udbff]$/, ''));
/** Whole seconds, also before the segment began. */
const at = fc.integer({ min: 0, max: 4_102_444_800 }).map((seconds) => seconds * 1000);
const recordId: fc.Arbitrary<RecordId> = fc.record({
  segmentId: fc.oneof(fc.constant(SEGMENT_ID), anyId()),
  number: fc.integer({ min: 1, max: 0xffff_ffff }),
});
const visitor = fc.record({
  name: text(40),
  idNumber: text(200),
  address: text(200),
  phone: text(200),
  purpose: text(200),
  householdVisited: text(200),
  plate: text(200),
  remark: text(200),
});

/** Dates of the code: a phone that is wrong by decades still keeps what it displayed. */
const shownOn = fc
  .integer({ min: 0, max: 0xffff })
  .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));
const healthCode = fc.record({
  kind: fc.constant('health-code' as const),
  colour: fc.constantFrom(...CODE_COLOURS),
  shownOn,
});
const travelCard = fc.record({
  kind: fc.constant('travel-card' as const),
  isStarred: fc.boolean(),
  shownOn,
});
const visitorForm = fc.record({
  kind: fc.constant('visitor-form' as const),
  code: fc
    .uint8Array({ minLength: 1, maxLength: 1280 })
    .map((bytes): Uint8Array<ArrayBuffer> => new Uint8Array(bytes)),
});
const told = [
  fc.option(
    fc.record({
      kind: fc.constant('purpose' as const),
      purpose: fc.constantFrom(...PURPOSES),
    }),
  ),
  fc.option(fc.record({ kind: fc.constant('document' as const), documentId: uint32 })),
  fc.option(
    fc.record({
      kind: fc.constant('vehicle' as const),
      plate: text(16),
      people: fc.integer({ min: 0, max: 60 }),
    }),
  ),
  fc.option(
    fc.record({
      kind: fc.constant('host' as const),
      household: text(40),
      isConfirmed: fc.boolean(),
    }),
  ),
  fc.option(fc.record({ kind: fc.constant('goods' as const), hasSlip: fc.boolean() })),
  fc.option(fc.record({ kind: fc.constant('together' as const), group: uint32 })),
  fc.option(fc.record({ kind: fc.constant('instrument' as const), instrumentId: uint32 })),
] as const;
export const anyShown: fc.Arbitrary<readonly Shown[]> = fc
  .tuple(fc.option(healthCode), fc.option(travelCard), fc.option(visitorForm), ...told)
  .map((all) => all.filter((one) => one !== null));

const facts: fc.Arbitrary<EntryFacts> = fc.record({
  subject: fc.oneof(
    fc.record({ kind: fc.constant('resident' as const), rosterNumber: uint32 }),
    fc.record({ kind: fc.constant('pass' as const), passNumber: uint32 }),
    fc.record({ kind: fc.constant('visitor' as const), visitor }),
  ),
  direction: fc.constantFrom('out' as const, 'in' as const),
  identification: fc.constantFrom(...IDENTIFICATIONS),
  reading: fc.option(
    fc.record({
      temperatureTenths: fc.integer({ min: 0, max: 999 }),
      site: fc.constantFrom(...MEASURING_SITES),
    }),
  ),
  mask: fc.boolean(),
  verdict: fc.constantFrom('pass' as const, 'check' as const, 'stop' as const),
  outcome: fc.constantFrom(...OUTCOMES),
  reasons: fc.array(fc.constantFrom(...REASON_CODES), { maxLength: 4 }),
  shown: anyShown,
});
const onDuty = fc.array(text(40), { maxLength: 20 });
const kind = <K extends GateRecord['kind']>(name: K) => fc.constant(name);

export const anyRecord: fc.Arbitrary<GateRecord> = fc.oneof(
  fc.record({
    kind: kind('shift-start'),
    at,
    onDuty,
    policyVersion: uint32,
    appVersion: text(40),
  }),
  fc.record({ kind: kind('duty-change'), at, onDuty }),
  fc.record({ kind: kind('policy-change'), at, policyVersion: uint32 }),
  fc
    .tuple(fc.record({ kind: kind('entry'), at, follows: fc.option(recordId) }), facts)
    .map(([entry, found]) => ({ ...entry, ...found })),
  fc.record({
    kind: kind('decision'),
    at,
    target: recordId,
    outcome: fc.constantFrom(...OUTCOMES),
    note: text(500),
    by: text(40),
  }),
  fc.record({
    kind: kind('case-step'),
    at,
    target: recordId,
    step: fc.constantFrom(...CASE_STEPS),
    by: text(40),
    note: text(500),
  }),
  fc.record({
    kind: kind('head-count'),
    at,
    direction: fc.constantFrom('out' as const, 'in' as const),
    people: fc.integer({ min: 1, max: 9999 }),
  }),
  fc.record({ kind: kind('notice-read'), at, noticeId: anyId(), by: text(40) }),
  fc.record({ kind: kind('undo'), at, target: recordId }),
  fc
    .tuple(fc.record({ kind: kind('correction'), at, target: recordId }), facts)
    .map(([correction, found]) => ({ ...correction, ...found })),
  fc.record({
    kind: kind('refusal'),
    at,
    direction: fc.constantFrom('out' as const, 'in' as const),
    reason: fc.constantFrom(...REASON_CODES),
    passNumber: fc.option(uint32),
  }),
  fc.record({ kind: kind('handover-note'), at, text: text(500) }),
  fc.record({ kind: kind('shift-close'), at, recordCount: uint32 }),
);
