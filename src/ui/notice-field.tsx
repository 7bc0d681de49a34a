import type { ComponentChildren } from 'preact';
import css from './notice-field.module.css';
import { CheckFigure } from './verdict-field.tsx';

export interface NoticeFieldProps {
  top?: ComponentChildren | undefined;
  /** What happened. */
  title: string;
  /** What is safe: nothing was recorded, everything is kept. */
  safe?: string | undefined;
  /** What to do. */
  remedy?: string | undefined;
}

/** An error as a check field without the word. */
export function NoticeField({ top, title, safe, remedy }: NoticeFieldProps) {
  return (
    <section class={css.field}>
      {top}
      <CheckFigure />
      <div role="alert" class={css.words}>
        <h1 class={css.title}>{title}</h1>
        {safe && <p>{safe}</p>}
        {remedy && <p class={css.remedy}>{remedy}</p>}
      </div>
    </section>
  );
}

/** The same as a strip over a screen that goes on. */
export function NoticeStrip({ children }: { children: ComponentChildren }) {
  return (
    <p role="alert" class={css.strip}>
      {children}
    </p>
  );
}
