import type { ComponentChildren } from 'preact';
import css from './steps.module.css';

/** What to do, in order. */
export function Steps({ steps }: { steps: readonly ComponentChildren[] }) {
  return (
    <ol class={css.steps}>
      {steps.map((step, index) => (
        <li key={index}>
          <span class={css.number} aria-hidden="true">
            {index + 1}
          </span>
          <span>{step}</span>
        </li>
      ))}
    </ol>
  );
}
