import type { ComponentChildren } from 'preact';
import css from './desk-frame.module.css';
import { DeskNav, type DeskNavProps } from './desk-nav.tsx';

export interface DeskFrameProps extends DeskNavProps {
  children: ComponentChildren;
}

/** A rail and one column of page; on a phone the rail's sections become a bar at the bottom. */
export function DeskFrame({ children, ...nav }: DeskFrameProps) {
  return (
    <div class={css.desk}>
      <DeskNav {...nav} />
      <main class={css.page}>{children}</main>
    </div>
  );
}

export interface DeskHeadProps {
  title: string;
  /** How many, from when. */
  detail?: ComponentChildren | undefined;
  /** On the right: liveness, acts. */
  children?: ComponentChildren | undefined;
}

export function DeskHead({ title, detail, children }: DeskHeadProps) {
  return (
    <div class={css.head}>
      <h1>{title}</h1>
      {detail && <span class={css.detail}>{detail}</span>}
      {children && <div class={css.end}>{children}</div>}
    </div>
  );
}

/** A dot and a sentence: how fresh the page is. `isLate` when news have stopped. */
export function Live({ isLate = false, children }: { isLate?: boolean; children: string }) {
  return (
    <span class={`${css.live} ${isLate ? css.late : ''}`} role="status">
      {children}
    </span>
  );
}

/** A table with something beside it; below it where there is no room. */
export function DeskSplit({
  side,
  children,
}: {
  side?: ComponentChildren | undefined;
  children: ComponentChildren;
}) {
  return (
    <div class={css.split}>
      <div class={css.rest}>{children}</div>
      {side && <aside class={css.side}>{side}</aside>}
    </div>
  );
}
