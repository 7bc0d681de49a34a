import { encode } from 'cborg';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openWithDeltas } from '../../src/roster/open-with-deltas.ts';
import { RosterDamaged } from '../../src/roster/roster-damaged.ts';
import { openRosterDelta, rosterDelta } from '../../src/roster/roster-delta.ts';
import {
  buildRoster,
  openRoster,
  type Roster,
  type RosterSource,
} from '../../src/roster/roster-file.ts';
import { anyGenerations, householdIds, passNumbers, rosterNumbers } from './any-roster.ts';
import { sampleSource } from './sample-roster.ts';

const QUESTIONS = [
  ...['1', '10', '101', '1-1-101', '11', '2-', '-10', '5', 'A-5', 'B', '门', '0101', '20'],
  ...['Z', 'ZG', 'ZGM', '946', '94', '周', '静', 'JOHN', 'smith', '单明', '12', '02', '1102'],
];

const head = ({ generation, compoundId, compoundName, size }: Roster) => [
  ...[generation, compoundId, compoundName, size],
];
const answers = (roster: Roster) => ({
  head: head(roster),
  people: rosterNumbers.map((number) => roster.byRosterNumber(number)),
  holders: passNumbers.map((number) => roster.byPassNumber(number)),
  households: householdIds.map((id) => roster.household(id)),
  householdHolders: passNumbers.map((number) => roster.householdByPassNumber(number)),
  members: householdIds.map((id) => roster.members(id)),
  found: QUESTIONS.flatMap((question) => [1, 3, 20].map((limit) => roster.find(question, limit))),
});

const deltasOf = (files: readonly Uint8Array[]) =>
  files.slice(1).map((file, index) => {
    const delta = rosterDelta(files[index] as Uint8Array, file);
    if (!delta) throw new Error('no delta');
    return openRosterDelta(delta);
  });

test('a file with deltas laid over it answers every question as the newest file does', () => {
  fc.assert(
    fc.property(anyGenerations(3), (generations) => {
      const files = generations.map(buildRoster);
      const [base, newest] = [files[0], files.at(-1)] as [Uint8Array, Uint8Array];
      const expected = answers(openRoster(newest));
      expect(answers(openWithDeltas(base, deltasOf(files)))).toEqual(expected);
      expect(answers(openWithDeltas(base, deltasOf([base, newest])))).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

const later = (more: Partial<RosterSource> = {}): RosterSource => ({
  ...sampleSource,
  generation: 42,
  ...more,
});

test('a delta holds only the homes that changed', () => {
  const residents = sampleSource.residents.map((one) =>
    one.rosterNumber === 60 ? { ...one, phoneTail: '0001' } : one,
  );
  const bytes = rosterDelta(buildRoster(sampleSource), buildRoster(later({ residents })));
  const delta = openRosterDelta(bytes as Uint8Array);
  expect(delta).toMatchObject({ from: 41, to: 42, compoundId: 'wutongli', removed: [] });
  expect(delta.changed.residents.map(({ rosterNumber }) => rosterNumber)).toEqual([60]);
});

test('there is no delta between two places, nor backwards', () => {
  const file = buildRoster(sampleSource);
  expect(rosterDelta(file, buildRoster(later({ compoundId: 'other' })))).toBeNull();
  expect(rosterDelta(buildRoster(later()), file)).toBeNull();
  expect(rosterDelta(file, file)).toBeNull();
});

test('a delta that follows something else, or is of another place, is damaged', () => {
  const file = buildRoster(sampleSource);
  const [delta] = deltasOf([file, buildRoster(later())]);
  if (!delta) throw new Error('no delta');
  expect(() => openWithDeltas(file, [delta, delta])).toThrow(RosterDamaged);
  expect(() => openWithDeltas(file, [{ ...delta, compoundId: 'other' }])).toThrow(RosterDamaged);
  const doubled = { ...delta, changed: { ...sampleSource, households: [] } };
  expect(openWithDeltas(file, [doubled]).size).toBe(sampleSource.residents.length);
});

test('bytes that were cut, lengthened, changed, or are something else are called damaged, never anything worse', () => {
  const file = buildRoster(sampleSource);
  const households = sampleSource.households.map((one) => ({ ...one, colour: 'red' as const }));
  const bytes = rosterDelta(file, buildRoster(later({ households }))) as Uint8Array;
  for (let length = 0; length < bytes.length; length += 1) {
    expect(() => openRosterDelta(bytes.slice(0, length))).toThrow(RosterDamaged);
  }
  for (const other of [
    [],
    {},
    ['kadian roster delta 1'],
    ['kadian roster delta 1', 42, file, file],
  ]) {
    expect(() => openRosterDelta(encode(other))).toThrow(RosterDamaged);
  }
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (place, by) => {
      const changed = bytes.slice();
      changed[place] = (changed[place] as number) ^ by;
      try {
        openWithDeltas(file, [openRosterDelta(changed)]).find('周', 20);
      } catch (error) {
        expect(error).toBeInstanceOf(RosterDamaged);
      }
    }),
    { numRuns: 300 },
  );
});
