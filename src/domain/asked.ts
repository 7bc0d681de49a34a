import type { Direction, Shown, Subject } from './entry.ts';
import type { LiftableRule, Policy } from './policy.ts';
import { lacksCodes } from './shown.ts';

/** What the street's rules want to know before somebody is measured. */
export type Asked = 'codes' | 'purpose' | 'vehicle' | 'host';

/**
 * What the volunteer has still to ask, in this order. `shown`: all that is known already. `papers`: ids of papers that the desk has seen.
 * What a paper lifts for this direction is not asked.
 */
export function askedFirst(
  kind: Subject['kind'],
  direction: Direction,
  shown: readonly Shown[],
  policy: Policy,
  papers: readonly number[] = [],
): Asked[] {
  const has = (what: Shown['kind']): boolean => shown.some((one) => one.kind === what);
  const told = shown.find((one) => one.kind === 'document')?.documentId;
  const held = policy.documents.filter(
    ({ id, directions }) => (id === told || papers.includes(id)) && directions.includes(direction),
  );
  const isLifted = (rule: LiftableRule): boolean => held.some(({ lifts }) => lifts.includes(rule));
  const { isAsked, allowed } = policy.purposes[direction];
  const wanted: readonly (readonly [Asked, LiftableRule, boolean])[] = [
    ['codes', 'codes', lacksCodes(kind, shown, policy)],
    ['purpose', 'purpose', (isAsked || allowed !== null) && !has('purpose')],
    ['vehicle', 'vehicle', policy.vehicles.isAsked && !has('vehicle')],
    [
      'host',
      'visitors',
      policy.hostConfirmation && kind === 'visitor' && direction === 'in' && !has('host'),
    ],
  ];
  return wanted.flatMap(([what, rule, isWanted]) => (isWanted && !isLifted(rule) ? [what] : []));
}
