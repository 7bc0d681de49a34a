import { SHOWN_KINDS, type Shown, type Subject } from './entry.ts';
import type { EntryFacts } from './gate-record.ts';
import type { Policy } from './policy.ts';

export type TwoCodes = Extract<Shown, { kind: 'health-code' | 'travel-card' }>;

export const isOneOfTwoCodes = (shown: Shown): shown is TwoCodes =>
  shown.kind === 'health-code' || shown.kind === 'travel-card';

/** Everything that was shown, of each kind the latest, in the order that records keep. */
export function shownTogether(earlier: readonly Shown[], later: readonly Shown[]): Shown[] {
  const all = [...earlier, ...later];
  return SHOWN_KINDS.flatMap((kind) => all.findLast((shown) => shown.kind === kind) ?? []);
}

/** What an entry hands on to the one that continues it: with what a reading was taken belongs to that reading. */
export const handedOn = ({ reading, shown }: EntryFacts): readonly Shown[] =>
  reading === null ? shown : shown.filter(({ kind }) => kind !== 'instrument');

/** True when the street's rules want both codes seen, and they were not. */
export function lacksCodes(
  kind: Subject['kind'],
  shown: readonly Shown[],
  { codesRequired }: Pick<Policy, 'codesRequired'>,
): boolean {
  const isAsked =
    codesRequired === 'everybody' || (codesRequired === 'visitors' && kind === 'visitor');
  return isAsked && new Set(shown.filter(isOneOfTwoCodes).map((one) => one.kind)).size < 2;
}
