// A street as large as the largest that wrote about itself, and where its people live and stand on duty.
import { createHash } from 'node:crypto';
import { streetMoment } from '../../src/domain/street-time.ts';
import { madeUpName } from '../../src/server/demo/names.ts';
import { seededRandom } from '../../src/server/demo/seeded-random.ts';

export const TIME_ZONE = 'Asia/Shanghai';
export const STREET_ID = 'street';
/** The desk looks at the street in the evening of this day, when the report is due. */
export const LAST_DAY = '2022-04-28';
export const DAY_MS = 86_400_000;
export const HOUR_MS = 3_600_000;

const GATES = 85;
const PEOPLE = 161_771;
const VOLUNTEERS = 779;
const COMMUNITIES = 8;
const GATES_OF_COMPOUND = 2;
export const PHONES_OF_GATE = 2;
export const SHIFTS_OF_DAY = 3;
const ON_DUTY = 3;

export interface MonthSize {
  readonly gates: number;
  readonly days: number;
}

export interface PlannedGate {
  readonly id: string;
  readonly name: string;
  readonly compoundId: string;
  readonly phones: readonly string[];
  /** By shift of the day: ids of those who should stand there. */
  readonly turns: readonly (readonly string[])[];
}

export interface PlannedHousehold {
  readonly id: number;
  readonly label: string;
  readonly people: readonly { readonly rosterNumber: number; readonly name: string }[];
}

export interface PlannedCompound {
  readonly id: string;
  readonly name: string;
  readonly communityId: string;
  readonly gates: readonly PlannedGate[];
  readonly households: readonly PlannedHousehold[];
}

export interface PlannedVolunteer {
  readonly id: string;
  readonly name: string;
}

export interface MonthPlan {
  readonly size: MonthSize;
  readonly communities: readonly { readonly id: string; readonly name: string }[];
  readonly compounds: readonly PlannedCompound[];
  readonly gates: readonly PlannedGate[];
  readonly volunteers: readonly PlannedVolunteer[];
  /** Midnight of its first day, epoch ms. */
  readonly from: number;
  /** 21:30 of its last day. */
  readonly now: number;
}

export const FULL_SIZE: MonthSize = { gates: GATES, days: 30 };

/** 32 hex digits, the same for the same words. */
export const hexOf = (...words: readonly (string | number)[]): string =>
  createHash('sha256').update(words.join(' ')).digest('hex').slice(0, 32);

const two = (number: number): string => String(number + 1).padStart(2, '0');

function moment(day: string, hour: number, minute: number): number {
  const at = streetMoment(day, hour, minute, TIME_ZONE);
  if (at === null) throw new Error(`no such time: ${day} ${hour}:${minute}`);
  return at;
}

export function planMonth(size: MonthSize): MonthPlan {
  const random = seededRandom(85);
  const share = (of: number): number => Math.round((of * size.gates) / GATES);
  const volunteers = Array.from(
    { length: Math.max(share(VOLUNTEERS), size.gates * SHIFTS_OF_DAY * ON_DUTY) },
    (_, index) => ({ id: hexOf('volunteer', index), name: `${madeUpName(random)}${index + 1}` }),
  );
  const communities = Array.from({ length: COMMUNITIES }, (_, index) => ({
    id: `c${two(index)}`,
    name: `第${index + 1}社区`,
  }));
  const people = share(PEOPLE);
  const compoundCount = Math.ceil(size.gates / GATES_OF_COMPOUND);
  const compounds: PlannedCompound[] = [];
  let [rosterNumber, householdId, gateCount] = [0, 0, 0];
  for (let index = 0; index < compoundCount; index += 1) {
    const id = `m${two(index)}`;
    const gates: PlannedGate[] = [];
    while (gates.length < GATES_OF_COMPOUND && gateCount < size.gates) {
      gates.push(planGate(gateCount, id, gates.length, volunteers));
      gateCount += 1;
    }
    const lastNumber = Math.round((people * gateCount) / size.gates);
    const households: PlannedHousehold[] = [];
    while (rosterNumber < lastNumber) {
      householdId += 1;
      const door = households.length;
      const label = `${1 + Math.floor(door / 120)}-${1 + (Math.floor(door / 40) % 3)}-${1 + (Math.floor(door / 2) % 20)}0${1 + (door % 2)}`;
      const members = Math.min(random.between(1, 5), lastNumber - rosterNumber);
      const living = Array.from({ length: members }, () => {
        rosterNumber += 1;
        return { rosterNumber, name: madeUpName(random) };
      });
      households.push({ id: householdId, label, people: living });
    }
    const communityId = communities[index % COMMUNITIES]?.id ?? '';
    compounds.push({ id, name: `锦绣花园${index + 1}期`, communityId, gates, households });
  }
  const now = moment(LAST_DAY, 21, 30);
  const from = moment(LAST_DAY, 0, 0) - (size.days - 1) * DAY_MS;
  const gates = compounds.flatMap((one) => one.gates);
  return { size, communities, compounds, gates, volunteers, from, now };
}

function planGate(
  index: number,
  compoundId: string,
  side: number,
  volunteers: readonly PlannedVolunteer[],
): PlannedGate {
  const first = index * SHIFTS_OF_DAY * ON_DUTY;
  return {
    id: `g${two(index)}`,
    name: `${compoundId}${side === 0 ? '北门' : '南门'}`,
    compoundId,
    phones: Array.from({ length: PHONES_OF_GATE }, (_, phone) => hexOf('phone', index, phone)),
    turns: Array.from({ length: SHIFTS_OF_DAY }, (_, shift) =>
      volunteers.slice(first + shift * ON_DUTY, first + (shift + 1) * ON_DUTY).map(({ id }) => id),
    ),
  };
}

/** Shifts begin at 6, 14 and 22 o'clock. */
export const shiftStart = (dayStart: number, shift: number): number =>
  dayStart + (6 + shift * 8) * HOUR_MS;
