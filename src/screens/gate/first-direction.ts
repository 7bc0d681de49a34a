import type { Direction } from '../../domain/entry.ts';
import type { ShiftState } from '../../domain/shift-state.ts';
import type { Settings } from '../../storage/settings.ts';

/** Which way the switch stands when a gate opens: as somebody left it on this phone, else as the last entry went. */
export const firstDirection = (
  { lastDirection }: Pick<Settings, 'lastDirection'>,
  { entries }: Pick<ShiftState, 'entries'>,
): Direction => lastDirection ?? entries.at(-1)?.facts.direction ?? 'out';
