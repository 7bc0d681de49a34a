import type { Briefing } from '../domain/mark.ts';
import { parseBriefing } from '../protocol/briefing.ts';
import { briefingAad } from '../sealing/briefing-aad.ts';
import { openUnderCard } from '../sealing/gate-card.ts';
import { letGoOfBriefing, readBriefing } from '../storage/briefings.ts';
import type { Card } from './working-session.ts';

/** Null: none was pulled, or it is sealed under another card. One that this app cannot read is fetched again. */
export async function openGateBriefing(gateId: string, card: Card): Promise<Briefing | null> {
  const row = await readBriefing(gateId);
  const plain = row && (await openUnderCard(row.sealed, card.pullKey, briefingAad(gateId)));
  const briefing = plain ? parseBriefing(plain) : null;
  const isOfCard = row?.etag.startsWith(`"${card.epoch}.`);
  if (row && !briefing && (plain || isOfCard)) await letGoOfBriefing(row);
  return briefing;
}
