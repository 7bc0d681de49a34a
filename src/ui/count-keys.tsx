import { say } from '../words/i18n.ts';
import css from './count-keys.module.css';
import type { Direction } from './direction-plate.tsx';
import { Icon } from './icon.tsx';

export interface CountKeysProps {
  sums: Readonly<Record<Direction, number>>;
  onCount: (direction: Direction) => void;
}

/** Two keys that nobody misses, each with its sum. */
export function CountKeys({ sums, onCount }: CountKeysProps) {
  return (
    <div class={css.keys}>
      {(['out', 'in'] as const).map((direction) => (
        <button key={direction} type="button" class={css.key} onClick={() => onCount(direction)}>
          <Icon name={direction} size="large" />
          <b>{say(`direction.${direction}`)}</b>
          <output class={css.sum}>{sums[direction]}</output>
        </button>
      ))}
    </div>
  );
}
