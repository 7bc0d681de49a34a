import { type EarlierVisitor, earlierVisitors } from '../domain/earlier-visitors.ts';
import type { ShiftSession } from './shift-session.ts';

export type { EarlierVisitor };

/** Who from outside came in this shift already, by name, plate or the tail of phone or ID number; all for an empty query. */
export const earlierVisitor = (
  { state, policy }: Pick<ShiftSession, 'state' | 'policy'>,
  query: string,
  now: number,
): EarlierVisitor[] => earlierVisitors(state.entries, query, now, policy);
