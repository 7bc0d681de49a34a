import type { Standing } from './standards-list.ts';

const SHAPES: Record<Standing, string> = {
  missing: 'M4 4l10 10M14 4L4 14',
  never: 'M3 3h12v12H3z',
  before: 'M9 3a6 6 0 1 0 0 12A6 6 0 0 0 9 3zM9 5.5V9l2.5 2',
  complete: 'M3 9.5l4 4L15 5',
};

/** The shape of a gate's standing; its word stands beside it. */
export const StandingMark = ({ standing }: { standing: Standing }) => (
  <svg
    width="16"
    height="16"
    viewBox="0 0 18 18"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-dasharray={standing === 'never' ? '3 1.8' : undefined}
    aria-hidden="true"
  >
    <path d={SHAPES[standing]} />
  </svg>
);
