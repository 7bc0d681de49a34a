import type { JSX } from 'preact';
import { say } from '../words/i18n.ts';
import css from './hue.module.css';

export type HueName = 'green' | 'blue' | 'yellow' | 'orange' | 'red';

const shapes: Record<HueName, () => JSX.Element> = {
  green: () => <circle cx="12" cy="12" r="10" />,
  blue: () => <rect x="3" y="3" width="18" height="18" />,
  yellow: () => <path d="M12 2l11 20H1z" />,
  orange: () => <path d="M12 1l11 11-11 11L1 12z" />,
  red: () => <path d="M7.5 1h9L23 7.5v9L16.5 23h-9L1 16.5v-9z" />,
};

export interface HueProps {
  hue: HueName;
  /** On one line with other text, small. */
  isInline?: boolean;
}

/** One of the five colours: always its shape and its word with it. */
export function Hue({ hue, isInline = false }: HueProps) {
  return (
    <span class={`${css.hue} ${isInline ? css.inline : ''}`}>
      <svg viewBox="0 0 24 24" aria-hidden="true" class={css[hue]}>
        {shapes[hue]()}
      </svg>
      <span>{say(`hue.${hue}`)}</span>
    </span>
  );
}
