import type { ComponentChildren } from 'preact';
import css from './reading.module.css';

export interface ReadingProps {
  /** What is typed so far: "36.", "37.4". */
  digits: string;
  /** A digit is still wanted: its place is shown. */
  isOpen: boolean;
  /** The instrument and what the next key does. */
  children?: ComponentChildren | undefined;
}

/** The number of the moment, 72 px. Put the `Scale` under it. */
export function Reading({ digits, isOpen, children }: ReadingProps) {
  return (
    <div class={css.reading}>
      <output class={css.figure} aria-live="polite">
        {digits}
        {isOpen && <span class={css.next} />}
        <small>℃</small>
      </output>
      {children && <span class={css.by}>{children}</span>}
    </div>
  );
}
