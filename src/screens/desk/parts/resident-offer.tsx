import type { FoundResident } from '../../../protocol/residents.ts';
import css from './combobox.module.css';

/** Somebody who was found, in a combobox's list. */
export function ResidentOffer({ resident }: { resident: FoundResident }) {
  return (
    <>
      <b>{resident.room}</b>
      <span>{resident.name}</span>
      <span class={css.aside}>{resident.compoundName}</span>
    </>
  );
}
