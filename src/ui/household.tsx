import type { ComponentChildren } from 'preact';
import css from './household.module.css';
import { Hue, type HueName } from './hue.tsx';
import { MaskedName } from './masked-name.tsx';

export interface HouseholdProps {
  /** The room, with `Hit` around what was looked for. */
  room: ComponentChildren;
  /** Quota and count, or where else the hit is. */
  detail?: ComponentChildren | undefined;
  hue?: HueName | undefined;
  /** Its people: `Person`s, two in a line. */
  children: ComponentChildren;
}

/** A result of finding: by household, its people below. */
export function Household({ room, detail, hue, children }: HouseholdProps) {
  return (
    <section class={css.household}>
      <div class={css.head}>
        <h2>{room}</h2>
        <span class={css.detail}>{detail}</span>
        {hue && <Hue hue={hue} isInline />}
      </div>
      <div class={css.people}>{children}</div>
    </section>
  );
}

export interface PersonProps {
  name: string;
  detail?: ComponentChildren | undefined;
  onClick: () => void;
}

export function Person({ name, detail, onClick }: PersonProps) {
  return (
    <button type="button" class={css.person} onClick={onClick}>
      <b>
        <MaskedName name={name} />
      </b>
      {detail && <span>{detail}</span>}
    </button>
  );
}

/** The part that was looked for, underlined. */
export function Hit({ children }: { children: ComponentChildren }) {
  return <mark class={css.hit}>{children}</mark>;
}
