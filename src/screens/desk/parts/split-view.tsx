import type { ComponentChildren } from 'preact';
import css from './split-view.module.css';

interface SplitViewProps {
  /** Of the list, heard. */
  label: string;
  children: ComponentChildren;
  /** Beside the list; where room is short, instead of it. Null: nothing is chosen. */
  panel: ComponentChildren | null;
}

/** A list that scrolls and what was chosen from it; for a page that is fixed. */
export function SplitView({ label, children, panel }: SplitViewProps) {
  return (
    <div class={panel ? css.besides : css.alone}>
      <section class={css.scroll} aria-label={label}>
        {children}
      </section>
      {panel}
    </div>
  );
}
