import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Briefing, MarkSubject } from '../../src/domain/mark.ts';
import { HOUSEHOLD_COLOURS } from '../../src/domain/reason.ts';
import { encodeBriefing, MARKS_LIMIT, parseBriefing } from '../../src/protocol/briefing.ts';

const id = fc.string({
  unit: fc.constantFrom(...'0123456789abcdef'),
  minLength: 32,
  maxLength: 32,
});
const uint32 = fc.integer({ min: 0, max: 0xffff_ffff });
const text = (maxLength: number, minLength = 0) =>
  fc.string({ unit: 'binary', minLength, maxLength }).filter((one) => one.length <= maxLength);
const day = fc.option(fc.constantFrom('2022-04-03', '2024-02-29'));
const subject: fc.Arbitrary<MarkSubject> = fc.oneof(
  fc.record({ kind: fc.constant('resident' as const), rosterNumber: uint32 }),
  fc.record({ kind: fc.constant('household' as const), householdId: uint32 }),
  fc.record({ kind: fc.constant('plate' as const), plate: fc.constantFrom('鄂J12345', 'TEMP77') }),
  fc.record({
    kind: fc.constant('id-number' as const),
    idNumber: fc.constant('11010519491231002X'),
  }),
);
const briefing: fc.Arbitrary<Briefing> = fc.record({
  marks: fc.array(
    fc.record({
      id,
      subject,
      colour: fc.option(fc.constantFrom(...HOUSEHOLD_COLOURS)),
      isolatedUntil: day,
      voidUntil: day,
      isDenied: fc.boolean(),
      documentIds: fc.array(uint32, { maxLength: 3 }),
      note: text(100),
    }),
  ),
  contacts: fc.array(
    fc.record({
      id,
      placeId: fc.constant('wutongli'),
      placeName: text(100),
      name: text(40),
      duty: text(40),
      phone: fc.constantFrom('120', '138 0000 1111'),
    }),
  ),
  entrances: fc.array(
    fc.record({
      building: text(40),
      unit: text(40),
      householdIds: fc
        .uniqueArray(uint32, { maxLength: 20 })
        .map((ids) => ids.toSorted((a, b) => a - b)),
    }),
  ),
});

test('a gate reads of marks, contacts and entrances what was written', () => {
  fc.assert(
    fc.property(briefing, (told) => {
      expect(parseBriefing(encodeBriefing(told))).toEqual(told);
    }),
  );
});

test('whatever is no briefing is none, and does no harm', () => {
  const bytes = encodeBriefing({ marks: [], contacts: [], entrances: [] });
  expect(parseBriefing(bytes.subarray(0, bytes.length - 1))).toBeNull();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
      const read = parseBriefing(noise);
      expect(read === null || Array.isArray(read.marks)).toBe(true);
    }),
  );
});

test('a gate is told of every mark that a street can have', () => {
  const marks = Array.from({ length: MARKS_LIMIT }, (_, number) => ({
    id: number.toString(16).padStart(32, '0'),
    subject: { kind: 'plate' as const, plate: `鄂J${number}` },
    colour: null,
    isolatedUntil: null,
    voidUntil: null,
    isDenied: true,
    documentIds: [],
    note: '',
  }));
  const read = parseBriefing(encodeBriefing({ marks, contacts: [], entrances: [] }));
  expect(read?.marks).toHaveLength(MARKS_LIMIT);
});
