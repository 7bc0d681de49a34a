import type { ComponentChildren } from 'preact';
import css from './desk-table.module.css';

interface TableScrollProps {
  /** Heard of the region. */
  label: string;
  children: ComponentChildren;
}

/** A table that is wider than a phone scrolls by itself; the page never does. */
export function TableScroll({ label, children }: TableScrollProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the keys
    <section class={css.scroll} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
