import type { ComponentChildren } from 'preact';
import { say } from '../words/i18n.ts';
import css from './verdict-field.module.css';
import type { Verdict } from './verdict-mark.tsx';

export interface DuoFact {
  label: string;
  value: string;
  unit?: string | undefined;
}

export interface VerdictFieldProps {
  verdict: Verdict;
  /** The top line, standing in the field. */
  top?: ComponentChildren | undefined;
  /** The reason, in the words of a neighbour. */
  why?: ComponentChildren | undefined;
  /** Two facts under a line: the reading, the time to be back. */
  duo?: readonly DuoFact[] | undefined;
}

function PassFigure() {
  return (
    <svg
      class={`${css.figure} ${css.arrow}`}
      viewBox="0 0 360 140"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      stroke-width="30"
    >
      <path d="M-420 339.4L180 23l600 316.4M180 30v98" stroke-linejoin="miter" />
    </svg>
  );
}

export function CheckFigure() {
  return (
    <svg class={css.figure} viewBox="104 0 152 128" aria-hidden="true">
      <path d="M180 0l76 128H104z" fill="currentColor" />
      <path class={css.cut} d="M172.5 42h15l-3 42h-9z" />
      <circle class={css.cut} cx="180" cy="100" r="8.5" />
    </svg>
  );
}

/** The sign is the field: colour to the screen's edges, figure and word fill it. */
export function VerdictField({ verdict, top, why, duo }: VerdictFieldProps) {
  const word = <h1 class={css.word}>{say(`verdict.${verdict}`)}</h1>;
  return (
    <section class={`${css.field} ${css[verdict]}`}>
      {top}
      {verdict === 'pass' && <PassFigure />}
      {verdict === 'check' && <CheckFigure />}
      <div role="status">
        {verdict === 'stop' ? <div class={css.bar}>{word}</div> : word}
        {why && <p class={css.why}>{why}</p>}
      </div>
      {duo && (
        <dl class={css.duo}>
          {duo.map(({ label, value, unit }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                {value} {unit && <small>{unit}</small>}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
