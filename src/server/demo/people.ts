import { surnameOf } from '../../domain/masked-name.ts';
import type { HouseholdColour } from '../../domain/reason.ts';
import type { RosterSourceHousehold, RosterSourceResident } from '../../roster/roster-file.ts';
import { initialsOf } from '../roster/initials.ts';
import { madeUpMobile, madeUpName } from './names.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { Housing, PlannedCompound } from './street-plan.ts';

export interface DemoPeople {
  readonly compoundId: string;
  readonly households: readonly RosterSourceHousehold[];
  readonly residents: readonly (RosterSourceResident & { readonly phone: string })[];
}

/** Of residents and of whole households, by their numbers. */
interface PassNumbers {
  readonly ofResident: (rosterNumber: number) => number;
  readonly ofHousehold: (id: number) => number;
}

const COLOURS: readonly HouseholdColour[] = ['green', 'blue', 'yellow', 'orange', 'red'];
const COLOUR_WEIGHTS = [930, 28, 26, 10, 6];

type Door = Pick<RosterSourceHousehold, 'building' | 'unit' | 'room' | 'label'>;

/** Endless: blocks and rows are added as long as people come. */
function* doorsOf(housing: Housing): Generator<Door> {
  if (housing.kind === 'blocks') {
    for (let building = 1; ; building++) {
      for (let unit = 1; unit <= housing.units; unit++) {
        for (let floor = 1; floor <= housing.floors; floor++) {
          for (let door = 1; door <= housing.doors; door++) {
            const room = `${floor}${String(door).padStart(2, '0')}`;
            const label = `${building}-${unit}-${room}`;
            yield { building: String(building), unit: String(unit), room, label };
          }
        }
      }
    }
  }
  for (let first = 1; ; first += housing.doors) {
    for (const row of housing.rows) {
      for (let door = first; door < first + housing.doors; door++) {
        const room = String(door);
        yield { building: row, unit: '', room, label: row === '' ? room : `${row}-${room}` };
      }
    }
  }
}

/** Who lives together, the head of the household first. */
function relationsOf(random: SeededRandom): string[] {
  switch (random.weighted([22, 24, 30, 14, 10])) {
    case 0:
      return ['户主'];
    case 1:
      return ['户主', '配偶'];
    case 2:
      return ['户主', '配偶', '学生'];
    case 3:
      return ['户主', '配偶', '学生', `${random.between(66, 88)} 岁，父母`];
    default:
      return random.chance(0.5) ? ['租户', '租户'] : ['租户'];
  }
}

/** `first` numbers go to the first household and resident; pass numbers are given by `passNumbers`. */
export function peopleOf(
  compound: PlannedCompound,
  count: number,
  first: { readonly householdId: number; readonly rosterNumber: number },
  passNumbers: PassNumbers,
  random: SeededRandom,
): DemoPeople {
  const households: RosterSourceHousehold[] = [];
  const residents: DemoPeople['residents'][number][] = [];
  if (count === 0) return { compoundId: compound.id, households, residents };
  for (const door of doorsOf(compound.housing)) {
    if (residents.length >= count) break;
    if (random.chance(0.12)) continue;
    const id = first.householdId + households.length;
    const colour = COLOURS[random.weighted(COLOUR_WEIGHTS)] ?? 'green';
    households.push({ id, ...door, colour, passNumber: passNumbers.ofHousehold(id) });
    const head = madeUpName(random);
    for (const [place, relation] of relationsOf(random).entries()) {
      if (residents.length >= count) break;
      const child = relation === '学生';
      const name = place === 0 ? head : madeUpName(random, child ? surnameOf(head) : undefined);
      const rosterNumber = first.rosterNumber + residents.length;
      const phone = child ? '' : madeUpMobile(random);
      residents.push({
        rosterNumber,
        householdId: id,
        name,
        initials: initialsOf(name),
        phone,
        phoneTail: phone.slice(-4),
        relation,
        passNumber: passNumbers.ofResident(rosterNumber),
      });
    }
  }
  return { compoundId: compound.id, households, residents };
}
