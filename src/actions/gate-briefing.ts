import type { Briefing } from '../domain/mark.ts';
import { parseBriefing } from '../protocol/briefing.ts';
import { briefingAad } from '../sealing/briefing-aad.ts';
import type { Card } from './card.ts';
import { openTold } from './open-told.ts';

/** Whom the desk has marked, and whom to call; null as `openTold`. */
export const openGateBriefing = (gateId: string, card: Card): Promise<Briefing | null> =>
  openTold('briefings', gateId, card, briefingAad(gateId), parseBriefing);
