import type { Shown } from '../../domain/entry.ts';
import type { MeasuredPerson } from './measured-person.ts';

/** A family or a car that is being measured, one after the other. In memory only. */
export interface GroupProgress {
  /** What each of their entries names. */
  readonly group: number;
  /** How many of them there are, as far as is known. */
  readonly people: number;
  /** Who is next, where they are named already. */
  readonly waiting: readonly MeasuredPerson[];
  /** What holds for all of them: the vehicle, what for, to whom. */
  readonly shared: readonly Shown[];
}

/** What one of them told holds for those who come along. */
export const sharedOf = (shown: readonly Shown[]): readonly Shown[] =>
  shown.filter(({ kind }) => ['purpose', 'vehicle', 'host', 'together'].includes(kind));
