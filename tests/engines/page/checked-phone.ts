import { enrol } from '../../../src/actions/enrol.ts';
import { readInvitation } from '../../../src/actions/read-invitation.ts';
import type { ShiftSession } from '../../../src/actions/shift-session.ts';
import { unlockWithCard } from '../../../src/actions/unlock-with-card.ts';
import { type ApiClient, clientOf } from '../../../src/api-client/api-client.ts';
import { type DeviceIdentity, readIdentity } from '../../../src/storage/device-identity.ts';
import { OpenLog } from '../../../src/storage/open-log.ts';
import { readTrustedKeys, sealingKeyFor } from '../../../src/storage/street-documents.ts';
import { type SyncStatus, startSyncLoop } from '../../../src/sync/sync-loop.ts';
import type { CheckFacts } from './run-checks.ts';

export function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what);
}

/** A phone made of the product's own parts, without its screens. */
export class CheckedPhone {
  readonly facts: CheckFacts;
  session: ShiftSession | null = null;

  constructor(facts: CheckFacts) {
    this.facts = facts;
  }

  async join(): Promise<void> {
    const invitation = readInvitation(new URL(this.facts.invitation).hash.slice(1));
    must(invitation !== null, 'the invitation is not readable');
    const enrolled = await enrol(invitation, 'an engine', Date.now);
    must(enrolled.kind === 'enrolled', `enrolled: ${enrolled.kind}`);
  }

  async identity(): Promise<DeviceIdentity> {
    const identity = await readIdentity();
    must(identity !== null, 'nobody has joined');
    return identity;
  }

  async client(): Promise<ApiClient> {
    return clientOf(await this.identity());
  }

  /** Pushes and pulls as the app does, once. */
  async sync(): Promise<SyncStatus> {
    let last: SyncStatus | null = null;
    const loop = startSyncLoop({
      appVersion: '0.0.0',
      onStatus: (status) => {
        last = status;
      },
    });
    try {
      await loop.syncNow();
    } finally {
      loop.stop();
    }
    must(last !== null, 'the loop said nothing');
    return last;
  }

  async unlock(): Promise<ShiftSession> {
    const unlocked = await unlockWithCard(this.facts.gateCard, Date.now());
    if (unlocked.kind === 'opened') return this.#at(unlocked.session);
    must(unlocked.kind === 'ready', `unlocked: ${unlocked.kind}`);
    const started = await unlocked.start(['王秀英'], Date.now());
    must(started.kind === 'opened', `started: ${started.kind}`);
    return this.#at(started.session);
  }

  /** A log without a session, to be mistreated. */
  async openLog(): Promise<OpenLog> {
    const identity = await this.identity();
    const keys = await readTrustedKeys(identity);
    const sealingKey = keys && sealingKeyFor(keys, Date.now());
    must(sealingKey !== null, 'no key to seal to');
    const context = {
      identity,
      sealingKey,
      gateId: 'north',
      rosterGeneration: 1,
      policyVersion: 1,
    };
    return new OpenLog(context, null, null);
  }

  #at(session: ShiftSession): ShiftSession {
    this.session = session;
    return session;
  }
}
