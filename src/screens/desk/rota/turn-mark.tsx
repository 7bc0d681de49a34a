import type { TurnState } from '../../../domain/rota.ts';
import css from './turn-mark.module.css';

const SHAPES: Record<TurnState | 'off-rota', string> = {
  planned: 'M9 3a6 6 0 1 0 0 12A6 6 0 0 0 9 3z',
  awaited: 'M9 3a6 6 0 1 0 0 12A6 6 0 0 0 9 3zM9 5.5V9l2.5 2',
  on: 'M9 3a6 6 0 1 0 0 12A6 6 0 0 0 9 3z',
  missing: 'M3 3h12v12H3z',
  served: 'M3 9.5l4 4L15 5',
  absent: 'M4 4l10 10M14 4L4 14',
  'off-rota': 'M9 2.5L15.5 9 9 15.5 2.5 9z',
};

/** How a turn stands, as a shape; the word stands beside it or is heard. */
export function TurnMark({ state }: { state: TurnState | 'off-rota' }) {
  return (
    <svg class={`${css.mark} ${css[state]}`} viewBox="0 0 18 18" aria-hidden="true">
      <path d={SHAPES[state]} />
    </svg>
  );
}
