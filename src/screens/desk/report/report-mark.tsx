import type { JSX } from 'preact';
import type { ReportState } from '../../../domain/daily-report.ts';
import css from './report-mark.module.css';

const FIGURES: Record<ReportState, () => JSX.Element> = {
  reported: () => (
    <>
      <path d="M1 1h18v18H1z" fill="currentColor" />
      <path d="M4.5 10l4 4 7-8" class={css.tick} />
    </>
  ),
  zero: () => (
    <>
      <path d="M2 2h16v16H2z" class={css.box} />
      <ellipse cx="10" cy="10" rx="3.2" ry="4.6" class={css.box} />
    </>
  ),
  missing: () => (
    <path d="M2 2h16v16H2z" class={css.box} stroke-dasharray="4 3.11" stroke-dashoffset="2" />
  ),
  unsynced: () => (
    <>
      <path d="M2 2h16v16H2z" class={css.box} />
      <path d="M2 18L18 2v16z" fill="currentColor" />
    </>
  ),
};

/** Four unlike figures; the word stands beside it or is heard. */
export function ReportMark({ state }: { state: ReportState }) {
  return (
    <svg class={`${css.mark} ${css[state]}`} viewBox="0 0 20 20" aria-hidden="true">
      {FIGURES[state]()}
    </svg>
  );
}
