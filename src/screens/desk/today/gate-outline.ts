import type { PlaceKind } from '../../../domain/place.ts';

const COMPOUND = 'M-16 0a16 16 0 1 0 32 0a16 16 0 1 0-32 0z';
const SQUARE = 'M-15-15h30v30h-30z';

/** What a gate guards has its own outline, around (0, 0) within 19 units each way. */
const OUTLINES: Partial<Record<PlaceKind, string>> = {
  traffic: 'M0-19L19 0L0 19L-19 0z',
  'container-post': SQUARE,
  venue: SQUARE,
  sampling: 'M-8-19h16v11h11v16h-11v11h-16v-11h-11v-16h11z',
  village: 'M-15 15V-3L0-19L15-3V15z',
  courtyard: 'M-15-15H15V15H5v-3h-10v3H-15z',
};

export const gateOutline = (guards: PlaceKind): string => OUTLINES[guards] ?? COMPOUND;
