import type { ComponentChildren } from 'preact';
import type { Described } from './describe-subject.ts';
import { SubjectName } from './subject-name.tsx';
import css from './waiting-line.module.css';

export interface WaitingLineProps {
  readonly who: Described;
  readonly detail: ComponentChildren;
  readonly clock: string;
  /** What the clock says when heard. */
  readonly clockLabel: string;
  readonly clockNote: string;
}

/** Who waits and for how long: the clock is the number of the moment. */
export function WaitingLine({ who, detail, clock, clockLabel, clockNote }: WaitingLineProps) {
  return (
    <div class={css.line}>
      <div class={css.who}>
        <b>
          {who.room && <span class={css.room}>{who.room}</span>}
          <SubjectName who={who} />
        </b>
        <span>{detail}</span>
      </div>
      <div class={css.clock}>
        <b aria-hidden="true">{clock}</b>
        <span class="vh">{clockLabel}</span>
        <span aria-hidden="true">{clockNote}</span>
      </div>
    </div>
  );
}
