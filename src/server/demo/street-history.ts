import type { Policy } from '../../domain/policy.ts';
import { streetDayStart } from '../../domain/street-time.ts';
import { madeUpName } from './names.ts';
import { type Passing, passingsOf } from './passings.ts';
import { type DemoPeople, peopleOf } from './people.ts';
import { seededRandom } from './seeded-random.ts';
import { type ShiftScript, shiftScript } from './shift-script.ts';
import {
  DEMO_COMPOUNDS,
  LATE_GATE_ID,
  type PlannedCompound,
  SHUT_GATE_ID,
  SILENT_GATE_ID,
} from './street-plan.ts';

export interface DemoSize {
  /** Epoch ms; history ends here. */
  readonly now: number;
  readonly seed: number;
  readonly residents: number;
  /** Days before today; today is told up to now. */
  readonly days: number;
}

interface CompoundHistory {
  readonly compound: PlannedCompound;
  readonly people: DemoPeople;
  /** Oldest first. */
  readonly shifts: readonly ShiftScript[];
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Hours of the street's day; the night shift ends on the next day. */
const SHIFTS = [
  { from: 6, to: 14, night: false },
  { from: 14, to: 22, night: false },
  { from: 22, to: 30, night: true },
];
/** How many take turns at a gate's shift of one time of the day. */
const TEAM = 3;
/** Residents and households of the largest demo are far fewer than the numbers between. */
const demoPassNumbers = {
  ofResident: (rosterNumber: number): number => 65_536 + rosterNumber,
  ofHousehold: (id: number): number => 524_288 + id,
};

/** From the first reading of a fever to the call, and how long one may wait for the doctor. */
const CASE_AGE_MS = { from: 12 * 60_000, to: 60 * 60_000 };

/** How long nothing has come from the silent gate. */
const SILENT_MS = 37 * 60_000;
const NOT_ON_TODAY: readonly string[] = [SHUT_GATE_ID, LATE_GATE_ID];

/** Somebody who came in at this gate a while ago has a fever, and waits for the doctor. */
function leaveOneOpen(passings: Passing[], gateId: string | null, now: number): void {
  const place = passings.findIndex(
    (one) =>
      one.gateId === gateId &&
      one.direction === 'in' &&
      one.passer.kind === 'resident' &&
      one.at <= now - CASE_AGE_MS.from &&
      one.at > now - CASE_AGE_MS.to,
  );
  const passing = passings[place];
  if (passing) passings[place] = { ...passing, course: 'fever-twice', staysOpen: true };
}

/** Who lives in the street and what happened at its gates: the same for the same size, seed and now. */
export function* streetHistory(
  size: DemoSize,
  policy: Policy,
  appVersion: string,
): Generator<CompoundHistory> {
  let householdId = 1;
  let rosterNumber = 1;
  const last = DEMO_COMPOUNDS.findLastIndex((compound) => compound.share > 0);
  for (const [place, compound] of DEMO_COMPOUNDS.entries()) {
    const random = seededRandom(size.seed * 1_000 + place);
    const count =
      place === last
        ? size.residents - rosterNumber + 1
        : Math.round(size.residents * compound.share);
    const first = { householdId, rosterNumber };
    const people = peopleOf(compound, count, first, demoPassNumbers, random);
    householdId += people.households.length;
    rosterNumber += people.residents.length;

    const today = streetDayStart(size.now, policy.timeZone);
    const firstDay = today - size.days * DAY_MS;
    const passings: Passing[] = [];
    for (let day = firstDay; day <= today; day += DAY_MS) {
      passings.push(...passingsOf(compound, people, size.residents, day, random));
    }
    leaveOneOpen(passings, compound.nightGateId, size.now);
    const passNumbers = people.residents.flatMap((one) => one.passNumber ?? []);
    const shifts: ShiftScript[] = [];
    for (const gateId of compound.gateIds) {
      const everybody = Array.from({ length: SHIFTS.length * TEAM }, () => madeUpName(random));
      const atGate = passings.filter((passing) => passing.gateId === gateId);
      const now = gateId === SILENT_GATE_ID ? size.now - SILENT_MS : size.now;
      // The night before the first day is not told, the night that today began in is.
      for (let day = firstDay; day <= today; day += DAY_MS) {
        for (const [nth, { from, to, night }] of SHIFTS.entries()) {
          if (night && gateId !== compound.nightGateId) continue;
          if (day === today && NOT_ON_TODAY.includes(gateId)) continue;
          const startedAt = day + from * HOUR_MS;
          const endsAt = day + to * HOUR_MS;
          const met = atGate.filter(({ at }) => at > startedAt && at < endsAt);
          // Nobody stands there by day and by night.
          const team = everybody.slice(nth * TEAM, (nth + 1) * TEAM);
          const plan = { gateId, startedAt, endsAt, now, passings: met };
          const script = shiftScript({ ...plan, passNumbers, team, policy, appVersion }, random);
          if (script) shifts.push(script);
        }
      }
    }
    shifts.sort((a, b) => a.sentAt - b.sentAt);
    yield { compound, people, shifts };
  }
}
