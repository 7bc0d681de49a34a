import { cardTag, deriveCardKeys, readCardText } from '../sealing/gate-card.ts';
import { database } from '../storage/database.ts';
import { withReopening } from '../storage/with-reopening.ts';
import type { Card } from './card.ts';
import { findOpenShift, gateInfo } from './open-session.ts';
import type { GateInfo } from './shift-session.ts';

export type CardRefusal =
  | { readonly kind: 'mistyped' | 'not-a-card' | 'unknown-card' }
  /** A card of this gate that was replaced since. */
  | { readonly kind: 'old-card'; readonly gate: GateInfo }
  /** A shift is open on this phone at another gate, which is named. */
  | { readonly kind: 'other-gate'; readonly gate: GateInfo };

export type CardOfGate =
  | { readonly kind: 'card'; readonly gate: GateInfo; readonly card: Card }
  | CardRefusal;

/** Which gate of this phone a card opens. The card of another gate is refused while a shift is open. */
export const gateOfCard = (text: string): Promise<CardOfGate> =>
  withReopening(() => findGate(text));

async function findGate(text: string): Promise<CardOfGate> {
  const reading = readCardText(text);
  if (reading.kind !== 'card') return { kind: reading.kind };
  const tag = await cardTag(reading.secret);
  const gates = await database.gates.toArray();
  const row = gates.find((gate) => gate.cardTag === tag);
  if (!row) {
    const former = gates.find((gate) => gate.oldCardTags.includes(tag));
    return former ? { kind: 'old-card', gate: gateInfo(former) } : { kind: 'unknown-card' };
  }
  const shift = await findOpenShift();
  if (row.isGone && shift?.gateId !== row.id) return { kind: 'unknown-card' };
  if (shift && shift.gateId !== row.id) {
    const other = gates.find((gate) => gate.id === shift.gateId);
    // A shift at a gate that this phone no longer serves is not resumed, and does not stand in the way.
    if (other) return { kind: 'other-gate', gate: gateInfo(other) };
  }
  const keys = await deriveCardKeys(reading.secret);
  return { kind: 'card', gate: gateInfo(row), card: { ...keys, epoch: row.cardEpoch } };
}
