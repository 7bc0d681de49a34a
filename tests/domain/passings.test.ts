import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RecordId, Subject } from '../../src/domain/entry.ts';
import {
  type GatePassing,
  HeardPassings,
  NO_PASSINGS,
  type PassingChanges,
  shiftPassings,
  withShift,
} from '../../src/domain/passings.ts';
import { recordKey, type StandingEntry } from '../../src/domain/shift-state.ts';

const segments = ['aa', 'bb'].map((two) => two.repeat(16));
const anyId = fc.record({
  segmentId: fc.constantFrom(...segments),
  number: fc.integer({ min: 1, max: 6 }),
});
const anyPassing: fc.Arbitrary<GatePassing> = fc.record({
  id: anyId,
  rosterNumber: fc.option(fc.integer({ min: 1, max: 3 })),
  householdId: fc.integer({ min: 1, max: 2 }),
  direction: fc.constantFrom('out', 'in'),
  at: fc.nat(5).map((second) => second * 1000),
  gateId: fc.constantFrom('g1', 'g2'),
  purpose: fc.constant(null),
});
const anyChanges: fc.Arbitrary<PassingChanges> = fc.record({
  passings: fc.uniqueArray(anyPassing, { maxLength: 5, selector: ({ id }) => recordKey(id) }),
  removed: fc.array(anyId, { maxLength: 2 }),
});

const inTime = (passings: readonly GatePassing[]) =>
  passings.toSorted((a, b) => a.at - b.at || (recordKey(a.id) < recordKey(b.id) ? -1 : 1));

test('what was told last of a record counts, in order of time, however often it is told', () => {
  fc.assert(
    fc.property(fc.array(anyChanges, { maxLength: 6 }), (told) => {
      const known = new Map<string, GatePassing>();
      const heard = new HeardPassings();
      for (const changes of told) {
        for (const id of changes.removed) known.delete(recordKey(id));
        for (const one of changes.passings) known.set(recordKey(one.id), one);
        heard.apply(changes);
        heard.apply(changes);
      }
      const all = [...known.values()];
      expect(heard.size).toBe(all.length);
      for (const number of [1, 2, 3]) {
        const of = (key: 'householdId' | 'rosterNumber') =>
          inTime(all.filter((one) => one[key] === number));
        expect(heard.ofHousehold(number)).toEqual(of('householdId'));
        expect(heard.ofResident(number)).toEqual(of('rosterNumber'));
      }
    }),
  );
});

test('a record of this shift counts once, as the log has it, and not at all when it was taken back here', () => {
  fc.assert(
    fc.property(
      anyChanges,
      fc.uniqueArray(anyPassing, { maxLength: 4, selector: ({ id }) => recordKey(id) }),
      fc.array(anyId, { maxLength: 3 }),
      (told, own, undone) => {
        const heard = new HeardPassings();
        heard.apply({ ...told, removed: [] });
        const mine = new Set([...own.map(({ id }) => id), ...undone].map(recordKey));
        const isOwn = (id: RecordId): boolean => mine.has(recordKey(id));
        const all = withShift(heard, own, isOwn);
        const expected = [...told.passings.filter(({ id }) => !isOwn(id)), ...own];
        for (const number of [1, 2, 3]) {
          const of = (key: 'householdId' | 'rosterNumber') =>
            inTime(expected.filter((one) => one[key] === number));
          expect(all.ofHousehold(number)).toEqual(of('householdId'));
          expect(all.ofResident(number)).toEqual(of('rosterNumber'));
        }
      },
    ),
  );
});

const entry = (number: number, subject: Subject, more = {}): StandingEntry => ({
  id: { segmentId: segments[0] ?? '', number },
  at: number * 1000,
  facts: {
    subject,
    direction: 'out',
    identification: 'scanned',
    reading: null,
    mask: true,
    verdict: 'pass',
    outcome: 'passed',
    reasons: [],
    shown: [],
    ...more,
  },
  follows: null,
  continued: null,
  corrected: false,
  decisionNote: null,
  decidedBy: '',
  steps: [],
});

test('of this shift’s entries those are passings that went through and whose home is known', () => {
  const zhou: Subject = { kind: 'resident', rosterNumber: 11 };
  const entries = [
    entry(1, zhou, { shown: [{ kind: 'purpose', purpose: 'medical' }] }),
    entry(2, zhou, { outcome: 'parked' }),
    entry(3, { kind: 'pass', passNumber: 5 }),
  ];
  const holderOf = (subject: Subject) =>
    subject.kind === 'resident' ? { rosterNumber: subject.rosterNumber, householdId: 1 } : null;
  expect(shiftPassings(entries, 'g1', holderOf)).toEqual([
    {
      id: { segmentId: segments[0], number: 1 },
      ...{ rosterNumber: 11, householdId: 1, gateId: 'g1', direction: 'out', at: 1000 },
      purpose: 'medical',
    },
  ]);
  expect(NO_PASSINGS.ofHousehold(1)).toEqual([]);
});
