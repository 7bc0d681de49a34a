import type { ComponentChildren } from 'preact';
import css from './household.module.css';
import { Hue, type HueName, type HueShape } from './hue.tsx';
import { MaskedName } from './masked-name.tsx';

export interface HouseholdProps {
  /** The room, with `Hit` around what was looked for. */
  room: ComponentChildren;
  /** Quota and count, or where else the hit is. */
  detail?: ComponentChildren | undefined;
  hue?: HueName | undefined;
  hueShape?: HueShape | undefined;
  /** A quiet act at the end of the head. */
  act?: { label: string; onClick: () => void } | undefined;
  /** Its people: `Person`s, two in a line. */
  children: ComponentChildren;
}

/** A result of finding: by household, its people below. */
export function Household({ room, detail, hue, hueShape, act, children }: HouseholdProps) {
  return (
    <section class={css.household}>
      <div class={css.head}>
        <h2>{room}</h2>
        <span class={css.detail}>{detail}</span>
        {hue && <Hue hue={hue} shape={hueShape} isInline />}
        {act && (
          <button type="button" class={css.act} onClick={act.onClick}>
            {act.label}
          </button>
        )}
      </div>
      <div class={css.people}>{children}</div>
    </section>
  );
}

export interface PersonProps {
  name: string;
  detail?: ComponentChildren | undefined;
  /** Given, the person is ticked or not. */
  isTicked?: boolean | undefined;
  onClick: () => void;
}

export function Person({ name, detail, isTicked, onClick }: PersonProps) {
  return (
    <button
      type="button"
      class={`${css.person} ${isTicked ? css.ticked : ''}`}
      aria-pressed={isTicked}
      onClick={onClick}
    >
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
