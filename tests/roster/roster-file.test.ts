import { decode, encode } from 'cborg';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HOUSEHOLD_COLOURS } from '../../src/domain/reason.ts';
import { RosterDamaged } from '../../src/roster/roster-damaged.ts';
import { buildRoster, openRoster, type RosterSource } from '../../src/roster/roster-file.ts';
import { sampleSource } from './sample-roster.ts';

const text = fc
  .string({ unit: 'grapheme', maxLength: 8 })
  .map((one) => one.replace(/\p{Cc}/gu, ''));
const uint32 = fc.integer({ min: 0, max: 0xfffffffe });
const sources: fc.Arbitrary<RosterSource> = fc
  .uniqueArray(uint32, { minLength: 1, maxLength: 8 })
  .chain((ids) =>
    fc.record({
      generation: fc.nat(),
      compoundId: text,
      compoundName: text,
      households: fc.tuple(
        ...ids.map((id) =>
          fc.record({
            id: fc.constant(id),
            building: text,
            unit: text,
            room: text,
            label: fc.stringMatching(/^\d{1,2}-\d-\d{3,4}$/),
            colour: fc.constantFrom(...HOUSEHOLD_COLOURS),
            passNumber: fc.constant(null),
          }),
        ),
      ),
      residents: fc.uniqueArray(
        fc.record({
          rosterNumber: uint32,
          householdId: fc.constantFrom(...ids),
          name: text,
          initials: fc.array(fc.stringMatching(/^[A-Z]{1,4}$/), { maxLength: 3 }),
          phoneTail: fc.stringMatching(/^(\d{4})?$/),
          relation: text,
          passNumber: fc.constant(null),
        }),
        { selector: (one) => one.rosterNumber, maxLength: 20 },
      ),
    }),
  )
  .map((source) => ({
    ...source,
    households: source.households.map((one, index) => ({
      ...one,
      passNumber: index % 3 === 1 ? null : 1000 - index,
    })),
    residents: source.residents.map((one, index) => ({
      ...one,
      passNumber: index % 3 === 0 ? null : index,
    })),
  }));

test('everything that went in comes out, by every look-up', () => {
  fc.assert(
    fc.property(sources, (source) => {
      const roster = openRoster(buildRoster(source));
      expect(roster.generation).toBe(source.generation);
      expect(roster.compoundId).toBe(source.compoundId);
      expect(roster.compoundName).toBe(source.compoundName);
      expect(roster.size).toBe(source.residents.length);
      for (const household of source.households) {
        const members = source.residents.filter((one) => one.householdId === household.id);
        const expected = {
          id: household.id,
          room: household.label,
          colour: household.colour,
          size: members.length,
        };
        expect(roster.household(household.id)).toEqual(expected);
        if (household.passNumber !== null) {
          expect(roster.householdByPassNumber(household.passNumber)).toEqual(expected);
          expect(roster.byPassNumber(household.passNumber)).toBeNull();
        }
        expect(roster.members(household.id).map((one) => one.rosterNumber)).toEqual(
          members.map((one) => one.rosterNumber),
        );
      }
      for (const { initials: _, ...resident } of source.residents) {
        const room = source.households.find((one) => one.id === resident.householdId)?.label;
        expect(roster.byRosterNumber(resident.rosterNumber)).toEqual({ ...resident, room });
        if (resident.passNumber !== null) {
          expect(roster.byPassNumber(resident.passNumber)).toEqual({ ...resident, room });
        }
      }
    }),
  );
});

test('a file of another format, as an older server made it, is damaged', () => {
  const [, ...columns] = decode(buildRoster(sampleSource)) as unknown[];
  expect(() => openRoster(encode(['kadian roster 1', ...columns]))).toThrow(RosterDamaged);
});

test('who is not there is null, an empty roster opens', () => {
  const roster = openRoster(buildRoster(sampleSource));
  expect(roster.byRosterNumber(999)).toBeNull();
  expect(roster.byPassNumber(0xffffffff)).toBeNull();
  expect(roster.household(999)).toBeNull();
  expect(roster.householdByPassNumber(999)).toBeNull();
  expect(roster.members(999)).toEqual([]);
  const empty = openRoster(buildRoster({ ...sampleSource, households: [], residents: [] }));
  expect(empty.size).toBe(0);
  expect(empty.find('502', 5)).toEqual([]);
});

test('bytes that were cut, lengthened, or are something else are called damaged, never anything worse', () => {
  const bytes = buildRoster(sampleSource);
  for (let length = 0; length < bytes.length; length++) {
    expect(() => openRoster(bytes.slice(0, length))).toThrow(RosterDamaged);
  }
  expect(() => openRoster(Uint8Array.from([...bytes, 0]))).toThrow(RosterDamaged);
  for (const other of [[], {}, 'kadian roster 2', ['kadian roster 2'], ['kadian roster 2', 1]]) {
    expect(() => openRoster(encode(other))).toThrow(RosterDamaged);
  }
});

test('a changed byte is either called damaged or read without an error', () => {
  const bytes = buildRoster(sampleSource);
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (place, change) => {
      const changed = bytes.slice();
      changed[place] = (changed[place] as number) ^ change;
      try {
        const roster = openRoster(changed);
        for (const query of ['3-1-502', '946', '周']) roster.find(query, 20);
      } catch (error) {
        expect(error).toBeInstanceOf(RosterDamaged);
      }
    }),
    { numRuns: 1000 },
  );
});

test('columns that contradict each other are damaged', () => {
  const bytes = buildRoster(sampleSource);
  const changed = (column: number, value: (was: Uint8Array) => unknown) => () => {
    const columns = decode(bytes) as unknown[];
    columns[column] = value(columns[column] as Uint8Array);
    openRoster(encode(columns));
  };
  const firstByte = (byte: number) => (was: Uint8Array) => was.map((b, i) => (i === 0 ? byte : b));
  expect(changed(5, (was) => was)).not.toThrow();
  expect(changed(5, (was) => new Uint8Array(was.length))).toThrow(/household is doubled/);
  expect(changed(6, () => new TextEncoder().encode('1-1-1\n'))).toThrow(/too few/);
  expect(changed(6, (was) => Uint8Array.from([...was, 10]))).toThrow(/too many/);
  expect(changed(7, firstByte(5))).toThrow(/colour/);
  expect(changed(9, firstByte(3))).toThrow(/out of order/);
  expect(changed(9, (was) => was.slice(1))).toThrow(RosterDamaged);
  expect(changed(12, firstByte(200))).toThrow(/no household/);
  expect(changed(13, firstByte(0xff))).toThrow(/UTF-8/);
  expect(changed(18, firstByte(3))).toThrow(/out of order/);
});

test('a source that contradicts itself is not built', () => {
  const [first, second] = sampleSource.residents;
  if (!first || !second) throw new Error('the sample is empty');
  const built = (residents: RosterSource['residents']) => () =>
    buildRoster({ ...sampleSource, residents });
  expect(built([first, first])).toThrow(RangeError);
  expect(built([first, { ...second, passNumber: first.passNumber }])).toThrow(RangeError);
  const [house, ...others] = sampleSource.households;
  if (!house) throw new Error('the sample is empty');
  const households = [{ ...house, passNumber: first.passNumber }, ...others];
  expect(() => buildRoster({ ...sampleSource, households })).toThrow(RangeError);
  expect(built([{ ...first, householdId: 999 }])).toThrow(RangeError);
  expect(built([{ ...first, rosterNumber: -1 }])).toThrow(RangeError);
  expect(built([{ ...first, passNumber: 0xffffffff }])).toThrow(RangeError);
});

test('a line feed inside a name does not shift the names after it', () => {
  const residents = sampleSource.residents.map((one) =>
    one.rosterNumber === 1 ? { ...one, name: '周\n国明' } : one,
  );
  const roster = openRoster(buildRoster({ ...sampleSource, residents }));
  expect(roster.byRosterNumber(1)?.name).toBe('周 国明');
  expect(roster.byRosterNumber(60)?.name).toBe('杜永强');
});
