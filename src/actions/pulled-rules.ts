import { openWithDeltas } from '../roster/open-with-deltas.ts';
import { RosterDamaged } from '../roster/roster-damaged.ts';
import { openRosterDelta, type RosterDelta } from '../roster/roster-delta.ts';
import { openRoster, type Roster } from '../roster/roster-file.ts';
import { openUnderCard } from '../sealing/gate-card.ts';
import { type KeyList, passKeysOf } from '../sealing/key-list.ts';
import { rosterAad, rosterDeltaAad } from '../sealing/roster-aad.ts';
import { readIdentity } from '../storage/device-identity.ts';
import {
  letGoOfDeltas,
  letGoOfRoster,
  type RosterChain,
  readRosterChain,
} from '../storage/roster-chain.ts';
import {
  type Policies,
  type Revocations,
  readPolicies,
  readRevocations,
  readTrustedKeys,
} from '../storage/street-documents.ts';
import type { Card } from './card.ts';

/** What was pulled and is needed to read codes and to judge. */
export interface PulledRules {
  readonly keys: KeyList;
  readonly passKeys: ReadonlyMap<number, CryptoKey>;
  readonly revocations: Revocations | null;
  readonly policies: Policies;
}

/** The roster as the card opened it. */
export interface OpenedRoster {
  readonly roster: Roster;
  readonly savedAt: number;
}

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
 * the app cannot open is let go of, so that the next pull fetches it again; what is laid over it and is of no use, alike.
 */
export async function openGateRoster(gateId: string, card: Card): Promise<OpenedRoster | null> {
  const chain = await readRosterChain(gateId);
  if (!chain) return null;
  const { base } = chain;
  const plain = await openUnderCard(base.sealed, card.pullKey, rosterAad(gateId, base.generation));
  const roster = plain && whatOpens(() => openRoster(plain));
  if (!plain || !roster) {
    if (plain || base.cardEpoch === card.epoch) await letGoOfRoster(chain);
    return null;
  }
  const deltas = await openDeltas(chain, card);
  const newest = deltas.length > 0 ? whatOpens(() => openWithDeltas(plain, deltas)) : roster;
  if (!newest || deltas.length < chain.deltas.length) await letGoOfDeltas(chain);
  const last = newest && chain.deltas[deltas.length - 1];
  return { roster: newest ?? roster, savedAt: (last ?? base).savedAt };
}

/** As many as follow each other and are sound. */
async function openDeltas({ deltas }: RosterChain, { pullKey }: Card): Promise<RosterDelta[]> {
  const opened: RosterDelta[] = [];
  for (const { gateId, from, to, sealed } of deltas) {
    const plain = await openUnderCard(sealed, pullKey, rosterDeltaAad(gateId, from, to));
    const delta = plain && whatOpens(() => openRosterDelta(plain));
    if (!delta) return opened;
    opened.push(delta);
  }
  return opened;
}

function whatOpens<T>(open: () => T): T | null {
  try {
    return open();
  } catch (error) {
    if (error instanceof RosterDamaged) return null;
    throw error;
  }
}
