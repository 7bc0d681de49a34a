import { RosterDamaged } from '../roster/roster-damaged.ts';
import { openRoster } from '../roster/roster-file.ts';
import { openUnderCard } from '../sealing/gate-card.ts';
import { passKeysOf } from '../sealing/key-list.ts';
import { rosterAad } from '../sealing/roster-aad.ts';
import { database, type RosterRow } from '../storage/database.ts';
import { readIdentity } from '../storage/device-identity.ts';
import { readPolicies, readRevocations, readTrustedKeys } from '../storage/street-documents.ts';
import type { Card, OpenedRoster, PulledRules } from './working-session.ts';

/** Null: this phone has not finished joining. */
export async function readRules(): Promise<PulledRules | null> {
  const identity = await readIdentity();
  const keys = identity && (await readTrustedKeys(identity));
  if (!keys) return null;
  return {
    keys,
    passKeys: await passKeysOf(keys),
    revocations: await readRevocations(keys),
    policies: await readPolicies(keys),
  };
}

/**
 * Null: none pulled, sealed under another card, or damaged; the gate then works without names. One that this version of
 * the app cannot open is let go of, so that the next pull fetches it again.
 */
export async function openGateRoster(gateId: string, card: Card): Promise<OpenedRoster | null> {
  const row = await database.rosters.get(gateId);
  if (!row) return null;
  const plain = await openUnderCard(row.sealed, card.pullKey, rosterAad(gateId, row.generation));
  try {
    if (plain) return { roster: openRoster(plain), savedAt: row.savedAt };
  } catch (error) {
    if (!(error instanceof RosterDamaged)) throw error;
  }
  if (plain || row.cardEpoch === card.epoch) await letGoOf(row);
  return null;
}

/** Unless a pull has brought another one meanwhile. */
const letGoOf = ({ gateId, savedAt, generation }: RosterRow): Promise<number> =>
  database.rosters
    .where({ gateId })
    .and((row) => row.savedAt === savedAt && row.generation === generation)
    .delete();
