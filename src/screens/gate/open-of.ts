import type { ShiftSession } from '../../actions/shift-session.ts';
import type { StandingEntry } from '../../domain/shift-state.ts';

/** Everybody who waits; cases that an earlier shift left open stand first. */
export const openOf = ({
  earlierCases,
  state,
}: Pick<ShiftSession, 'earlierCases' | 'state'>): readonly StandingEntry[] => [
  ...earlierCases,
  ...state.open,
];
