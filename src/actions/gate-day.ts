import type { ToldDay } from '../domain/gate-day.ts';
import { parseGateDay } from '../protocol/gate-day.ts';
import { gateDayAad } from '../sealing/gate-day-aad.ts';
import type { Card } from './card.ts';
import { openTold } from './open-told.ts';

/** Reports, rota, handover and standards of the gate; null as `openTold`. */
export const openGateDay = (gateId: string, card: Card): Promise<ToldDay | null> =>
  openTold('gateDays', gateId, card, gateDayAad(gateId), parseGateDay);
