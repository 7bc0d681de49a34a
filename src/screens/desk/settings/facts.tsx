import type { ComponentChildren } from 'preact';
import css from './settings-screen.module.css';

export function Facts({ children }: { children: ComponentChildren }) {
  return <dl class={css.facts}>{children}</dl>;
}

export function Fact({ name, children }: { name: string; children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
