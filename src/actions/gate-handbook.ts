import { parseHandbook, type ToldHandbook } from '../protocol/handbook.ts';
import { handbookAad } from '../sealing/handbook-aad.ts';
import type { Card } from './card.ts';
import { openTold } from './open-told.ts';
import type { ShiftSession } from './shift-session.ts';
import { workingsOf } from './working-session.ts';

/** The street's own handbook; null as `openTold`. */
export const openGateHandbook = (gateId: string, card: Card): Promise<ToldHandbook | null> =>
  openTold('handbooks', gateId, card, handbookAad(gateId), parseHandbook);

/** The same for a session; null also where the card was not shown. */
export async function readStreetHandbook(session: ShiftSession): Promise<ToldHandbook | null> {
  const { gate, card } = workingsOf(session);
  return card && openGateHandbook(gate.id, card);
}
