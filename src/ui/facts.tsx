import type { ComponentChildren } from 'preact';
import css from './facts.module.css';

export interface FactsProps {
  /** An ink line above, as on a printed slip. */
  isSlip?: boolean;
  children: ComponentChildren;
}

export function Facts({ isSlip = false, children }: FactsProps) {
  return <dl class={`${css.facts} ${isSlip ? css.slip : ''}`}>{children}</dl>;
}

export interface FactProps {
  label: string;
  /** Quieter, below: where from and how fresh. */
  note?: ComponentChildren | undefined;
  children: ComponentChildren;
}

export function Fact({ label, note, children }: FactProps) {
  return (
    <div class={css.fact}>
      <dt>{label}</dt>
      <dd>
        {children}
        {note && <span class={css.note}>{note}</span>}
      </dd>
    </div>
  );
}

/** A short code that people read to each other: a receipt. */
export function SlipCode({ children }: { children: string }) {
  return <span class={css.code}>{children}</span>;
}
