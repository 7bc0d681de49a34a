// What happens at the street's gates on one day, in no order; who it is about stays with the plan's numbers.
import type { Direction, Visitor } from '../../src/domain/entry.ts';
import { madeUpMobile, madeUpName } from '../../src/server/demo/names.ts';
import type { SeededRandom } from '../../src/server/demo/seeded-random.ts';
import type { LedgerFacts, LedgerShown } from '../../src/server/ledger/ledger-facts.ts';
import { DAY_MS, HOUR_MS, type MonthPlan, type PlannedCompound, shiftStart } from './month-plan.ts';

const MINUTE_MS = 60_000;
/** Out of these hours, beginning with 6 o'clock. */
const HOURS = [4, 9, 10, 8, 7, 5, 4, 4, 6, 6, 7, 8, 6, 4, 3];
/** Of all who pass. */
const VISITORS = 0.08;
const PEOPLE_OUT = [0.35, 0.4, 0.25];

/** What is done about an entry besides letting the person through. */
export type Outcome =
  | { readonly kind: 'plain' }
  | { readonly kind: 'corrected' }
  | { readonly kind: 'undone' }
  | { readonly kind: 'decided'; readonly how: 'passed' | 'turned-back'; readonly note: string }
  /** The first of two; `again` is null where the second is yet to come. */
  | { readonly kind: 'first-fever'; readonly again: PassingEvent | null }
  | { readonly kind: 'handed-over' };

export interface PassingEvent {
  readonly kind: 'passing';
  readonly at: number;
  /** Places in the plan. */
  readonly gate: number;
  readonly phone: number;
  readonly rosterNumber: number | null;
  readonly householdId: number | null;
  readonly facts: LedgerFacts;
  readonly outcome: Outcome;
  readonly isContinuation: boolean;
}

export type DayEvent =
  | PassingEvent
  | {
      readonly kind: 'counted' | 'statement' | 'quiz' | 'standards';
      readonly at: number;
      readonly gate: number;
      readonly phone: number;
    }
  | {
      readonly kind: 'notice-read';
      readonly at: number;
      readonly gate: number;
      readonly phone: number;
      readonly noticeId: string;
    };

const clean = (random: SeededRandom) => ({
  reading: { temperatureTenths: 358 + random.between(0, 11), site: 'forehead' as const },
  mask: true,
  verdict: 'pass' as const,
  outcome: 'passed' as const,
  reasons: [],
});

function residentOutcome(random: SeededRandom): Outcome {
  const dice = random.next();
  if (dice < 0.005) return { kind: 'corrected' };
  if (dice < 0.009) return { kind: 'undone' };
  if (dice < 0.0095) return { kind: 'decided', how: 'passed', note: '老人就医，已电话核实' };
  return { kind: 'plain' };
}

/** One resident who goes through. */
function passing(
  random: SeededRandom,
  who: { rosterNumber: number; householdId: number },
  where: { at: number; gate: number; phone: number },
  direction: Direction,
  shown: readonly LedgerShown[],
): PassingEvent[] {
  const identification =
    (['scanned', 'found', 'typed'] as const)[random.weighted([0.75, 0.2, 0.05])] ?? 'scanned';
  const isByPass = identification === 'scanned' && random.chance(0.04);
  const subject = isByPass
    ? { kind: 'pass' as const, passNumber: who.rosterNumber }
    : { kind: 'resident' as const, rosterNumber: who.rosterNumber };
  const facts: LedgerFacts = {
    subject,
    direction,
    identification,
    ...clean(random),
    shown: [...shown],
  };
  const one = { kind: 'passing' as const, ...who, isContinuation: false };
  const dice = random.next();
  if (dice < 0.003) {
    const mask = random.chance(0.5);
    const turned: LedgerFacts = {
      ...facts,
      mask,
      verdict: 'stop',
      outcome: 'turned-back',
      reasons: [mask ? 'outside-hours' : 'mask-missing'],
    };
    return [{ ...one, ...where, facts: turned, outcome: { kind: 'plain' } }];
  }
  if (dice < 0.004) return feverChain(random, { ...one, ...where }, facts);
  const outcome = residentOutcome(random);
  const judged: LedgerFacts =
    outcome.kind === 'decided'
      ? { ...facts, verdict: 'stop', outcome: 'passed', reasons: ['quota-used'] }
      : facts;
  return [{ ...one, ...where, facts: judged, outcome }];
}

/** Measured, sent to wait, measured again; one in five is handed over. */
function feverChain(
  random: SeededRandom,
  one: Omit<PassingEvent, 'facts' | 'outcome'>,
  facts: LedgerFacts,
): PassingEvent[] {
  const isIll = random.chance(0.2);
  const again: PassingEvent = {
    ...one,
    at: one.at + random.between(5, 15) * MINUTE_MS,
    isContinuation: true,
    facts: isIll
      ? {
          ...facts,
          reading: { temperatureTenths: 379, site: 'axillary' },
          verdict: 'stop',
          outcome: 'turned-back',
          reasons: ['fever-again'],
        }
      : { ...facts, reading: { temperatureTenths: 366, site: 'axillary' } },
    outcome: isIll ? { kind: 'handed-over' } : { kind: 'plain' },
  };
  const first: PassingEvent = {
    ...one,
    facts: {
      ...facts,
      reading: { temperatureTenths: 376, site: 'forehead' },
      verdict: 'check',
      outcome: 'parked',
      reasons: ['fever-first'],
    },
    outcome: { kind: 'first-fever', again },
  };
  return [first, again];
}

function trip(
  random: SeededRandom,
  compound: PlannedCompound,
  household: PlannedCompound['households'][number],
  dayStart: number,
  gateAt: (side: number) => number,
): PassingEvent[] {
  const events: PassingEvent[] = [];
  const people = household.people.slice(0, 1 + random.weighted(PEOPLE_OUT));
  const out = timeOf(random, dayStart);
  const back = out + random.between(25, random.chance(0.01) ? 200 : 130) * MINUTE_MS;
  const sides = compound.gates.length;
  const side = random.between(0, sides - 1);
  const otherSide = random.chance(0.15) ? (side + 1) % sides : side;
  const byCar = people.length > 1 && random.chance(0.5);
  const stayed = new Set<number>();
  for (const [direction, at, from] of [
    ['out', out, side],
    ['in', back, otherSide],
  ] as const) {
    const phone = random.between(0, 1);
    const group = Math.floor(at / 1000);
    for (const [place, { rosterNumber }] of people.entries()) {
      if (stayed.has(rosterNumber)) continue;
      const where = { at: at + place * 7_000, gate: gateAt(from), phone };
      const who = { rosterNumber, householdId: household.id };
      const shown: LedgerShown[] = [];
      if (direction === 'out') shown.push({ kind: 'purpose', purpose: 'shopping' });
      if (byCar)
        shown.push({ kind: 'vehicle', plate: plateOf(rosterNumber), people: people.length });
      if (people.length > 1) shown.push({ kind: 'together', group });
      const passings = passing(random, who, where, direction, shown);
      events.push(...passings);
      if (passings.at(-1)?.facts.outcome === 'turned-back') stayed.add(rosterNumber);
    }
  }
  return events;
}

const plateOf = (number: number): string => `豫A${String(10_000 + (number % 90_000))}`;

function timeOf(random: SeededRandom, dayStart: number): number {
  const hour = 6 + random.weighted(HOURS);
  return dayStart + hour * HOUR_MS + random.between(0, 3_599) * 1_000;
}

function visit(
  random: SeededRandom,
  compound: PlannedCompound,
  dayStart: number,
  gate: number,
): PassingEvent[] {
  const visitor: Visitor = {
    name: madeUpName(random),
    idNumber: '',
    address: '郑州市金水区',
    phone: madeUpMobile(random),
    purpose: '送货',
    householdVisited: random.pick(compound.households).label,
    plate: random.chance(0.4) ? plateOf(random.between(1, 90_000)) : '',
    remark: '',
  };
  const at = timeOf(random, dayStart);
  const isTurnedBack = random.chance(0.03);
  const base = {
    kind: 'passing' as const,
    gate,
    phone: random.between(0, 1),
    rosterNumber: null,
    householdId: null,
    isContinuation: false,
    outcome: { kind: 'plain' as const },
  };
  const facts = (direction: Direction): LedgerFacts => ({
    subject: { kind: 'visitor', visitor },
    direction,
    identification: random.chance(0.6) ? 'form' : 'typed',
    ...clean(random),
    shown: visitor.plate === '' ? [] : [{ kind: 'vehicle', plate: visitor.plate, people: 1 }],
  });
  if (isTurnedBack) {
    const turned: LedgerFacts = {
      ...facts('in'),
      verdict: 'stop',
      outcome: 'turned-back',
      reasons: ['visitors-closed'],
    };
    return [{ ...base, at, facts: turned }];
  }
  const left = at + random.between(4, 90) * MINUTE_MS;
  return [
    { ...base, at, facts: facts('in') },
    { ...base, at: left, facts: facts('out') },
  ];
}

/** `day`: from 0. By time; those after the plan's moment are left out. */
export function dayEvents(
  plan: MonthPlan,
  day: number,
  notices: readonly { readonly id: string; readonly madeAt: number }[],
  random: SeededRandom,
): DayEvent[] {
  const dayStart = plan.from + day * DAY_MS;
  const events: DayEvent[] = [];
  let gate = 0;
  for (const compound of plan.compounds) {
    const first = gate;
    const gateAt = (side: number): number => first + side;
    const before = events.length;
    for (const household of compound.households) {
      const isItsDay = (household.id + day) % 2 === 0;
      if (!isItsDay && !random.chance(0.003)) continue;
      events.push(...trip(random, compound, household, dayStart, gateAt));
    }
    const visits = Math.round(((events.length - before) * VISITORS) / (1 - VISITORS) / 2);
    for (let made = 0; made < visits; made += 1) {
      const side = random.between(0, compound.gates.length - 1);
      events.push(...visit(random, compound, dayStart, gateAt(side)));
    }
    for (const side of compound.gates.keys())
      events.push(...gateEvents(plan, gateAt(side), dayStart, random));
    gate += compound.gates.length;
  }
  for (const { id, madeAt } of notices) {
    if (madeAt < dayStart || madeAt >= dayStart + DAY_MS) continue;
    for (const [index, { phones }] of plan.gates.entries()) {
      for (const phone of phones.keys()) {
        const at = madeAt + random.between(60, 7_200) * 1_000;
        events.push({ kind: 'notice-read', at, gate: index, phone, noticeId: id });
      }
    }
  }
  return events
    .filter(({ at }) => at <= plan.now && at >= shiftStart(plan.from, 0) + 1_000)
    .sort((a, b) => a.at - b.at);
}

function gateEvents(
  { now }: MonthPlan,
  gate: number,
  dayStart: number,
  random: SeededRandom,
): DayEvent[] {
  const events: DayEvent[] = [
    { kind: 'counted', at: dayStart + 8 * HOUR_MS, gate, phone: 0 },
    { kind: 'counted', at: dayStart + 18 * HOUR_MS, gate, phone: 0 },
  ];
  for (let shift = 0; shift < 3; shift += 1) {
    const begun = shiftStart(dayStart, shift);
    events.push({ kind: 'standards', at: begun + 4 * MINUTE_MS, gate, phone: 0 });
    events.push({ kind: 'quiz', at: begun + 120 * MINUTE_MS, gate, phone: 1 });
  }
  const isToday = now - dayStart < DAY_MS;
  if (random.chance(isToday ? 0.85 : 0.97)) {
    const minute = 19 * 60 + random.between(10, 75);
    events.push({ kind: 'statement', at: dayStart + minute * MINUTE_MS, gate, phone: 0 });
  }
  return events;
}
