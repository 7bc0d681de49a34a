import { isWithin, type Place } from '../../../domain/place.ts';
import { GRACE_MS } from '../../../domain/rota.ts';
import type { GateToday, TodayAnswer } from '../../../protocol/today.ts';
import { type PlacedGate, placedGates } from '../parts/gates-within.ts';

/** `late`: somebody should be there by the rota and nobody is. */
export type GateLook = 'on' | 'silent' | 'late' | 'shut';

export interface GateOfToday extends PlacedGate {
  readonly today: GateToday;
  readonly look: GateLook;
  /** People let through, both ways. */
  readonly passings: number;
  /** Records that have not come, as far as phones said. Null: one of them did not say, or is not heard. */
  readonly unsent: number | null;
  readonly onDuty: readonly string[];
}

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);

function lookOf({ shifts, silentSince, opensAt }: GateToday, now: number): GateLook {
  if (silentSince !== null) return 'silent';
  if (shifts.length > 0) return 'on';
  return opensAt !== null && now - opensAt > GRACE_MS ? 'late' : 'shut';
}

/** In the order of `places`; only gates within `scope`, null: all. */
export function gatesOfToday(
  answer: TodayAnswer,
  places: readonly Place[],
  scope: Place | null,
  now: number,
): readonly GateOfToday[] {
  const told = new Map(answer.gates.map((gate) => [gate.gateId, gate]));
  return [...placedGates(places).values()].flatMap((placed) => {
    const today = told.get(placed.gate.id);
    if (!today || (scope && !isWithin(placed.gate, scope.path))) return [];
    const look = lookOf(today, now);
    const isKnown = look !== 'silent' && today.shifts.every(({ unsent }) => unsent !== null);
    return {
      ...placed,
      today,
      look,
      passings: sum(today.out) + sum(today.in),
      unsent: isKnown ? sum(today.shifts.map(({ unsent }) => unsent ?? 0)) : null,
      onDuty: [...new Set(today.shifts.flatMap(({ onDuty }) => onDuty))],
    };
  });
}

export interface TodayFigures {
  /** Gates on duty that are heard, of those where somebody is or should be. */
  readonly heard: number;
  readonly expected: number;
  readonly passings: number;
  readonly turnedBack: number;
  readonly parked: number;
  readonly cases: number;
  readonly unsent: number;
  /** Gates of which that is not known. */
  readonly unsentUnknown: number;
}

export function todayFigures(gates: readonly GateOfToday[]): TodayFigures {
  return {
    heard: gates.filter(({ look }) => look === 'on').length,
    expected: gates.filter(({ look }) => look !== 'shut').length,
    passings: sum(gates.map(({ passings }) => passings)),
    turnedBack: sum(gates.map(({ today }) => today.turnedBack)),
    parked: sum(gates.map(({ today }) => today.parked)),
    cases: sum(gates.map(({ today }) => today.cases.length)),
    unsent: sum(gates.map(({ unsent }) => unsent ?? 0)),
    unsentUnknown: gates.filter(({ unsent }) => unsent === null).length,
  };
}
