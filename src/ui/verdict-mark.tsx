import type { JSX } from 'preact';
import { say } from '../words/i18n.ts';
import css from './verdict-mark.module.css';

export type Verdict = 'pass' | 'check' | 'stop';

const figures: Record<Verdict, () => JSX.Element> = {
  pass: () => (
    <path d="M1 12.5L10 3.5l9 9M10 5v14" fill="none" stroke="currentColor" stroke-width="3.2" />
  ),
  check: () => <path d="M10 1.5L19.5 18.5H.5z" fill="currentColor" />,
  stop: () => <rect x="0" y="6" width="20" height="8" fill="currentColor" />,
};

export interface VerdictMarkProps {
  verdict: Verdict;
  /** `word` shows the verdict's word beside the figure, `figure` keeps it for screen readers. */
  shows?: 'word' | 'figure' | undefined;
}

/** The verdict at the size of a row, 18 px. */
export function VerdictMark({ verdict, shows = 'word' }: VerdictMarkProps) {
  return (
    <span class={`${css.mark} ${css[verdict]}`}>
      <svg viewBox="0 0 20 20" aria-hidden="true">
        {figures[verdict]()}
      </svg>
      <span class={shows === 'word' ? undefined : 'vh'}>{say(`verdict.${verdict}-short`)}</span>
    </span>
  );
}
