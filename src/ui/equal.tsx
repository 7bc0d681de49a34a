import { say } from '../words/i18n.ts';
import css from './equal.module.css';

export interface Count {
  count: number;
  label: string;
}

export interface EqualProps {
  left: Count;
  right: Count;
  /** Shown as the third number when the two differ: what is missing, and where it is. */
  missingLabel: string;
}

/** 212 = 212, or that it is not. */
export function Equal({ left, right, missingLabel }: EqualProps) {
  const missing = Math.abs(left.count - right.count);
  const values = {
    left: left.count,
    leftLabel: left.label,
    right: right.count,
    rightLabel: right.label,
  };
  const spoken =
    missing === 0 ? say('equal.same', values) : say('equal.not-same', { ...values, missing });
  const line = ({ count, label }: Count) => (
    <div class={css.line}>
      <b>{count}</b>
      <span>{label}</span>
    </div>
  );
  return (
    <section class={css.equal} role="status">
      <p class="vh">{spoken}</p>
      <div aria-hidden="true">
        {line(left)}
        <svg
          class={missing === 0 ? css.same : css.different}
          viewBox="0 0 328 26"
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          <path d="M0 4h328M0 22h328" />
        </svg>
        {missing > 0 && (
          <svg class={css.slash} viewBox="0 0 60 72" aria-hidden="true">
            <path d="M50 2L10 70" />
          </svg>
        )}
        {line(right)}
        {missing > 0 && (
          <div class={css.missing}>{line({ count: missing, label: missingLabel })}</div>
        )}
      </div>
    </section>
  );
}
