import type { JSX } from 'preact';
import { say } from '../words/i18n.ts';
import css from './hue.module.css';

export type HueName = 'green' | 'blue' | 'yellow' | 'orange' | 'red';

/** The street says which shape stands for which colour. */
export type HueShape = 'circle' | 'square' | 'triangle' | 'diamond' | 'octagon';

const shapes: Record<HueShape, () => JSX.Element> = {
  circle: () => <circle cx="12" cy="12" r="10" />,
  square: () => <rect x="3" y="3" width="18" height="18" />,
  triangle: () => <path d="M12 2l11 20H1z" />,
  diamond: () => <path d="M12 1l11 11-11 11L1 12z" />,
  octagon: () => <path d="M7.5 1h9L23 7.5v9L16.5 23h-9L1 16.5v-9z" />,
};

const usualShapes: Record<HueName, HueShape> = {
  green: 'circle',
  blue: 'square',
  yellow: 'triangle',
  orange: 'diamond',
  red: 'octagon',
};

export interface HueProps {
  hue: HueName;
  /** The colour's own shape, where the street has no other. */
  shape?: HueShape | undefined;
  /** On one line with other text, small. */
  isInline?: boolean;
}

/** One of the five colours: always its shape and its word with it. */
export function Hue({ hue, shape, isInline = false }: HueProps) {
  return (
    <span class={`${css.hue} ${isInline ? css.inline : ''}`}>
      <svg viewBox="0 0 24 24" aria-hidden="true" class={css[hue]}>
        {shapes[shape ?? usualShapes[hue]]()}
      </svg>
      <span>{say(`hue.${hue}`)}</span>
    </span>
  );
}
