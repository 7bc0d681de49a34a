import type { Direction } from '../../../domain/entry.ts';
import { say } from '../../../words/i18n.ts';
import css from './entry-direction.module.css';

/** Out points to the street on the left, in points home; out is bold, so that a column reads at a glance. */
export function EntryDirection({ direction }: { direction: Direction }) {
  return (
    <span class={`${css.direction} ${css[direction]}`}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path
          d={
            direction === 'out'
              ? 'M15 8H2M6.500 3.500L2 8l4.500 4.500'
              : 'M1 8h13M9.500 3.500L14 8l-4.500 4.500'
          }
        />
      </svg>
      {say(`direction.${direction}`)}
    </span>
  );
}
