import fc from 'fast-check';
import { HOUSEHOLD_COLOURS } from '../../src/domain/reason.ts';
import type { RosterSource } from '../../src/roster/roster-file.ts';

const name = fc.constantFrom(
  '周国明',
  '周乐宁',
  '单明',
  '何静',
  'John Smith',
  '林小静',
  '杜永强',
  '周静',
);
const label = fc.oneof(
  fc.stringMatching(/^[1-3]-[12]-[1-4]0[1-3]$/),
  fc.constantFrom('A-5', 'b-5', 'B-5', '门面房', '1-1-0101'),
);

const household = fc.record({
  label,
  colour: fc.constantFrom(...HOUSEHOLD_COLOURS),
  hasPass: fc.boolean(),
});
const resident = fc.record({
  name,
  initials: fc.array(fc.constantFrom('ZGM', 'ZG', 'ZLN', 'SM', 'DM', 'HJ', 'Z', 'ZJ'), {
    maxLength: 3,
  }),
  phoneTail: fc.stringMatching(/^(\d[0-2]\d\d)?$/),
  relation: fc.constantFrom('户主', '', '租户'),
  hasPass: fc.boolean(),
});

/** What may happen to one home from one generation to the next: `null` leaves it. Numbers stay with their people. */
const change = fc.option(
  fc.record({
    isThere: fc.boolean(),
    household,
    residents: fc.array(fc.tuple(fc.nat(5), resident), { maxLength: 4 }),
  }),
  { freq: 2 },
);

type Change = NonNullable<typeof change extends fc.Arbitrary<infer T> ? T : never>;

const HOMES = 12;

/** Generations of one compound's roster, each a little other than the one before it. */
export const anyGenerations = (most: number): fc.Arbitrary<RosterSource[]> =>
  fc
    .tuple(
      fc.array(change, { minLength: HOMES, maxLength: HOMES }),
      fc.array(fc.array(change, { minLength: HOMES, maxLength: HOMES }), {
        minLength: 1,
        maxLength: most,
      }),
    )
    .map(([first, later]) => {
      const homes: (Change | null)[] = [...first];
      const generations = [sourceOf(1, homes)];
      for (const [index, changes] of later.entries()) {
        for (const [home, what] of changes.entries()) if (what) homes[home] = what;
        generations.push(sourceOf(2 + index * 3, homes));
      }
      return generations;
    });

function sourceOf(generation: number, homes: readonly (Change | null)[]): RosterSource {
  const there = homes.flatMap((home, index) => (home?.isThere ? [{ home, id: 40 - index }] : []));
  return {
    generation,
    compoundId: 'm1',
    compoundName: `梧桐里 ${generation}`,
    households: there.map(({ home, id }) => ({
      id,
      building: '',
      unit: '',
      room: '',
      label: home.household.label,
      colour: home.household.colour,
      passNumber: home.household.hasPass ? 900 + id : null,
    })),
    residents: there.flatMap(({ home, id }) =>
      [...new Map(home.residents)].map(([place, one]) => {
        const { hasPass, ...person } = one;
        const rosterNumber = id * 10 + place;
        return {
          ...person,
          rosterNumber,
          householdId: id,
          passNumber: hasPass ? 1000 + rosterNumber : null,
        };
      }),
    ),
  };
}

/** Every number that any generation may know. */
export const householdIds = Array.from({ length: HOMES + 2 }, (_, index) => 41 - index);
export const rosterNumbers = householdIds.flatMap((id) =>
  Array.from({ length: 6 }, (_, place) => id * 10 + place),
);
export const passNumbers = [
  ...householdIds.map((id) => 900 + id),
  ...rosterNumbers.map((number) => 1000 + number),
];
