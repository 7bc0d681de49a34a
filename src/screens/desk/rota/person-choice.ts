import { personKey } from '../../../domain/rota.ts';
import type { ListedVolunteer } from '../../../protocol/rota.ts';
import { matches } from './rota-list.ts';

/** Who stands in the box: somebody picked from the list, or what is typed. */
export interface PersonTyped {
  readonly text: string;
  readonly pickedId: string | null;
  /** Somebody new, although others have the same name. */
  readonly isNew: boolean;
}

export const NOBODY_TYPED: PersonTyped = { text: '', pickedId: null, isNew: false };

export type PersonChoice =
  | { readonly kind: 'known'; readonly volunteer: ListedVolunteer }
  | { readonly kind: 'new'; readonly name: string }
  | { readonly kind: 'nobody' }
  /** What is typed fits several, or is but a part of a name: one must be picked, or said to be new. */
  | { readonly kind: 'unclear'; readonly count: number };

/** A name typed in full is that person; what fits nobody is somebody new. */
export function personChoice(
  { text, pickedId, isNew }: PersonTyped,
  volunteers: readonly ListedVolunteer[],
): PersonChoice {
  const picked = volunteers.find(({ id }) => id === pickedId);
  if (picked) return { kind: 'known', volunteer: picked };
  const name = text.trim();
  if (name === '') return { kind: 'nobody' };
  if (isNew) return { kind: 'new', name };
  const there = volunteers.filter(({ isGone }) => !isGone);
  const same = there.filter((one) => personKey(one.name) === personKey(name));
  const [only] = same;
  if (only && same.length === 1) return { kind: 'known', volunteer: only };
  const { length: count } = there.filter((one) => matches(one, name));
  return count > 0 ? { kind: 'unclear', count } : { kind: 'new', name };
}
