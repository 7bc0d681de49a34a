import type { Direction, Identification, Visitor } from '../../domain/entry.ts';
import { idCheckCharacter } from '../../domain/id-number.ts';
import type { HouseholdColour } from '../../domain/reason.ts';
import { madeUpMobile, madeUpName } from './names.ts';
import type { DemoPeople } from './people.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { PlannedCompound } from './street-plan.ts';

/** How it goes at the gate. */
type Course =
  | 'plain'
  /** High at first, and again or not. */
  | 'fever-once'
  | 'fever-twice'
  | 'cold-instrument'
  | 'no-mask'
  /** Measured by mercury: parked until the reading is there. */
  | 'waits-for-reading';

type Passer =
  | {
      readonly kind: 'resident';
      readonly rosterNumber: number;
      readonly passNumber: number;
      readonly colour: HouseholdColour;
    }
  | { readonly kind: 'visitor'; readonly visitor: Visitor };

/** One person at one gate. */
export interface Passing {
  /** Epoch ms, whole seconds. */
  readonly at: number;
  readonly gateId: string;
  readonly direction: Direction;
  readonly identification: Identification;
  readonly passer: Passer;
  readonly course: Course;
  /** A fever about which nothing is decided yet. */
  readonly staysOpen?: true;
  /** Shows a health code and a travel card, both good. */
  readonly hasCodes: boolean;
}

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** How many people go out, by the hour of the day. */
const HOURS = [
  1, 0, 0, 0, 1, 4, 22, 48, 46, 34, 30, 26, 18, 18, 26, 28, 34, 40, 34, 24, 14, 8, 4, 2,
];
const PURPOSES = [
  '送菜',
  '快递',
  '探亲',
  '看房',
  '修水管',
  '家政',
  '送药',
  '抄表',
  '搬家',
  '上门护理',
];
const TOWNS = [
  '青石大道 88 号',
  '河东路 12 号',
  '县城关镇',
  '建设路 5 号院',
  '高铁站东广场',
  '邻市长安街道',
];

const momentOf = (dayStart: number, random: SeededRandom): number =>
  dayStart + random.weighted(HOURS) * HOUR_MS + random.between(0, 3_599) * 1_000;

const courseOf = (random: SeededRandom): Course =>
  (
    [
      'plain',
      'fever-once',
      'fever-twice',
      'cold-instrument',
      'no-mask',
      'waits-for-reading',
    ] as const
  )[random.weighted([9_800, 26, 12, 32, 60, 70])] ?? 'plain';

/** County 119999 does not exist and order number 000 is not given out: nobody's, yet well formed. */
function madeUpIdNumber(random: SeededRandom): string {
  const year = random.between(1950, 2004);
  const month = String(random.between(1, 12)).padStart(2, '0');
  const day = String(random.between(1, 28)).padStart(2, '0');
  const first = `119999${year}${month}${day}000`;
  return first + idCheckCharacter(first);
}

function madeUpVisitor(labels: readonly string[], random: SeededRandom): Visitor {
  const purpose = random.pick(PURPOSES);
  const drives = random.chance(0.3);
  const electric = random.chance(0.4);
  return {
    name: madeUpName(random),
    idNumber: random.chance(0.35) ? madeUpIdNumber(random) : '',
    address: random.pick(TOWNS),
    phone: random.chance(0.9) ? madeUpMobile(random) : '',
    purpose,
    householdVisited: labels.length > 0 ? random.pick(labels) : '',
    plate: drives ? `豫${electric ? 'AD' : 'A'}${random.between(10_000, 99_999)}` : '',
    remark: random.chance(0.05) ? '已联系户主' : '',
  };
}

/** Everybody who comes to the compound's gates on the day that starts at `dayStart`. */
export function passingsOf(
  compound: PlannedCompound,
  people: DemoPeople,
  streetSize: number,
  dayStart: number,
  random: SeededRandom,
): Passing[] {
  const passings: Passing[] = [];
  const colourOf = new Map(people.households.map((one) => [one.id, one.colour]));
  const labels = people.households.map((one) => one.label);
  for (const resident of people.residents) {
    if (!random.chance(0.205)) continue;
    const colour = colourOf.get(resident.householdId) ?? 'green';
    if (colour === 'red' && !random.chance(0.15)) continue;
    const { rosterNumber } = resident;
    const passNumber = resident.passNumber ?? 0;
    const passer: Passer = { kind: 'resident', rosterNumber, passNumber, colour };
    const at = momentOf(dayStart, random);
    const course = courseOf(random);
    const identification = (['scanned', 'found', 'typed'] as const)[random.weighted([86, 11, 3])];
    const same = {
      passer,
      identification: identification ?? 'scanned',
      hasCodes: false,
    } as const;
    passings.push({ ...same, at, gateId: random.pick(compound.gateIds), direction: 'out', course });
    if (course === 'fever-twice' || colour === 'red') continue;
    passings.push({
      ...same,
      at: at + random.between(18 * 60, 150 * 60) * 1_000,
      gateId: random.pick(compound.gateIds),
      direction: 'in',
      course: courseOf(random),
    });
  }
  const visitors = Math.round((compound.visitorsPerThousand * streetSize) / 1_000);
  for (let n = 0; n < visitors; n++) {
    const passer: Passer = { kind: 'visitor', visitor: madeUpVisitor(labels, random) };
    const at = dayStart + (7 * 60 + random.between(0, 12 * 60)) * MINUTE_MS;
    const gateId = random.pick(compound.gateIds);
    const same = { passer, gateId, identification: 'form' } as const;
    const course = courseOf(random);
    const arrives = at + random.between(0, 59) * 1_000;
    const hasCodes = random.chance(0.1);
    passings.push({ ...same, at: arrives, direction: 'in', course, hasCodes });
    if (course === 'fever-twice') continue;
    const leaves = arrives + random.between(10 * 60, 70 * 60) * 1_000;
    passings.push({ ...same, at: leaves, direction: 'out', course: 'plain', hasCodes: false });
  }
  return passings;
}
