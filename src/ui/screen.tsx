import type { ComponentChildren } from 'preact';
import css from './screen.module.css';

export interface ScreenProps {
  /** The top line; a verdict's field carries its own. */
  top?: ComponentChildren | undefined;
  /** Stays at the bottom: acts, a key pad. */
  acts?: ComponentChildren | undefined;
  /** The last line under the acts, e.g. who is on duty. */
  foot?: ComponentChildren | undefined;
  /** Never higher than the window: what gives way, and scrolls by itself, is among the children. */
  isFixed?: boolean;
  children: ComponentChildren;
}

/** A phone screen: as high as the window, what is too long scrolls, the acts and the foot stay in the thumb's half. */
export function Screen({ top, acts, foot, isFixed = false, children }: ScreenProps) {
  return (
    <div class={`${css.screen} ${isFixed ? css.fixed : ''}`}>
      {top && <header class={css.top}>{top}</header>}
      <main class={css.main}>
        <div class={css.body}>{children}</div>
        {(acts || foot) && (
          <div class={css.bottom}>
            {acts}
            {foot}
          </div>
        )}
      </main>
    </div>
  );
}

/** A line of buttons, or with `isColumn` one under the other. */
export function Acts({
  isColumn = false,
  children,
}: {
  isColumn?: boolean;
  children: ComponentChildren;
}) {
  return <div class={`${css.acts} ${isColumn ? css.column : ''}`}>{children}</div>;
}

/** Plain text between the facts and the acts, at the page's edge. */
export function Say({
  isSoft = false,
  children,
}: {
  isSoft?: boolean;
  children: ComponentChildren;
}) {
  return <p class={`${css.say} ${isSoft ? 'soft note' : ''}`}>{children}</p>;
}

/** Takes the room that is left. */
export function Grow() {
  return <div class={css.grow} />;
}
