import type { Bytes } from '../encoding/bytes.ts';
import { openUnderCard } from '../sealing/gate-card.ts';
import { letGoOfTold, readTold, type Told } from '../storage/told-gates.ts';
import type { Card } from './card.ts';

/** Null: none was pulled, or it is sealed under another card. One that this app cannot read is fetched again. */
export async function openTold<T>(
  what: Told,
  gateId: string,
  card: Card,
  aad: Bytes,
  parse: (plain: Bytes) => T | null,
): Promise<T | null> {
  const row = await readTold(what, gateId);
  const plain = row && (await openUnderCard(row.sealed, card.pullKey, aad));
  const told = plain ? parse(plain) : null;
  const isOfCard = row?.etag.startsWith(`"${card.epoch}.`);
  if (row && !told && (plain || isOfCard)) await letGoOfTold(what, row);
  return told;
}
