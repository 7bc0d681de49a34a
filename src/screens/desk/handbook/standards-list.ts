import type { Place } from '../../../domain/place.ts';
import type { StandardsAnswer } from '../../../protocol/standards.ts';
import { type PlacedGate, placedGates } from '../parts/gates-within.ts';

export type GateAnswer = StandardsAnswer['gates'][number];

/** Where a gate stands with what it must have; the order is the table's. */
export const STANDINGS = ['missing', 'never', 'before', 'complete'] as const;
export type Standing = (typeof STANDINGS)[number];

export interface GateStandards {
  readonly placed: PlacedGate;
  readonly standing: Standing;
  /** Null: this gate never gave one. */
  readonly answer: GateAnswer | null;
}

const standingOf = (answer: GateAnswer | null): Standing => {
  if (!answer) return 'never';
  if (answer.missing.length > 0) return 'missing';
  return answer.isThisShift ? 'complete' : 'before';
};

/** Open gates of the places given; those that lack something come first, those without a word next. */
export function gateStandards(
  places: readonly Place[],
  answers: readonly GateAnswer[],
): GateStandards[] {
  const byGate = new Map(answers.map((answer) => [answer.gateId, answer]));
  return [...placedGates(places).values()]
    .filter(({ gate }) => gate.closedAt === null)
    .map((placed): GateStandards => {
      const answer = byGate.get(placed.gate.id) ?? null;
      return { placed, standing: standingOf(answer), answer };
    })
    .toSorted((one, other) => STANDINGS.indexOf(one.standing) - STANDINGS.indexOf(other.standing));
}
