import type { ApiClient, Refused } from '../api-client/api-client.ts';
import { type Bytes, fromBase64Url } from '../encoding/bytes.ts';
import { type PullAnswer, parsePullAnswer } from '../protocol/pull.ts';
import { type KeyList, readKeyList } from '../sealing/key-list.ts';
import { headAt } from '../storage/chain-head.ts';
import { database } from '../storage/database.ts';
import { type DeviceIdentity, renamePlaces } from '../storage/device-identity.ts';
import { openPolicy, openRevocations, readTrustedKeys } from '../storage/street-documents.ts';
import { withReopening } from '../storage/with-reopening.ts';
import { pullRosters } from './pull-rosters.ts';
import { saveGates } from './save-gates.ts';
import type { SyncProblem } from './sync-problem.ts';

export interface PullResult {
  readonly kind: 'done' | 'failed' | 'no-network';
  readonly problem: SyncProblem | null;
  readonly retryAfterMs: number | null;
  /** The server was restored: cursors were lowered, there may be more to send. */
  readonly restored: boolean;
}

/** Fetches what the phone judges with. Works while locked: rosters are stored as received, sealed under the card. */
export const pullChanges = (
  client: ApiClient,
  identity: DeviceIdentity,
  appVersion: string,
  now: () => number,
): Promise<PullResult> => withReopening(() => pull(client, identity, appVersion, now));

async function pull(
  client: ApiClient,
  identity: DeviceIdentity,
  appVersion: string,
  now: () => number,
): Promise<PullResult> {
  // The desk sees which version every phone runs.
  const path = `/api/pull?app=${encodeURIComponent(appVersion)}`;
  const answer = await client.call({ method: 'GET', path });
  if (answer.kind === 'no-network') return ended('no-network');
  if (answer.kind === 'refused') return refused(answer);
  const json: unknown = await answer.response.json().catch(() => null);
  const parsed = parsePullAnswer(json);
  if (!parsed.ok) return ended('failed', 'server-failed');
  const pulled = parsed.value;
  const keys = await saveKeyList(pulled, identity);
  if (!keys) return ended('failed', 'untrusted-keys');
  await savePolicy(pulled, keys, now());
  await saveRevocations(pulled, keys);
  await saveGates(pulled);
  const restored = await followIncarnation(pulled);
  const rosters = await pullRosters(client, pulled.gates, now);
  if (rosters !== 'done')
    return { ...ended(rosters, rosters === 'failed' ? 'server-failed' : null), restored };
  await renamePlaces(identity.deviceId, pulled);
  await database.marks.put({ name: 'lastPullAt', value: now() });
  return { ...ended('done'), restored };
}

const ended = (kind: PullResult['kind'], problem: SyncProblem | null = null): PullResult => ({
  kind,
  problem,
  retryAfterMs: null,
  restored: false,
});

function refused({ problem, retryAfterMs }: Refused): PullResult {
  const told =
    problem === 'device-revoked' || problem === 'device-unknown' || problem === 'too-many'
      ? problem
      : 'server-failed';
  return { ...ended('failed', told), retryAfterMs };
}

/** Signed by the pinned root, and never an older one than we have. Null: nothing of this answer can be trusted. */
async function saveKeyList(pulled: PullAnswer, identity: DeviceIdentity): Promise<KeyList | null> {
  const bytes = fromBase64Url(pulled.keyList);
  const known = await readTrustedKeys(identity);
  const reading = bytes && (await readKeyList(bytes, identity.rootKey, known?.version ?? 0));
  if (!bytes || !reading?.ok) return null;
  if (reading.list.version !== known?.version) {
    await database.documents.put({ name: 'keyList', bytes });
  }
  return reading.list;
}

async function savePolicy(pulled: PullAnswer, keys: KeyList, now: number): Promise<void> {
  const bytes = fromBase64Url(pulled.policy);
  const policy = bytes && (await openPolicy(bytes, keys));
  const stored = await database.documents.get('policy');
  const known = stored && (await openPolicy(stored.bytes, keys));
  if (!bytes || !policy || (known && known.version >= policy.version)) return;
  await database.transaction('rw', database.documents, async () => {
    // The one in force stays until the new one becomes effective.
    if (stored && known && known.effectiveFrom <= now) {
      await database.documents.put({ name: 'earlierPolicy', bytes: stored.bytes });
    }
    await database.documents.put({ name: 'policy', bytes });
  });
}

async function saveRevocations(pulled: PullAnswer, keys: KeyList): Promise<void> {
  const bytes = fromBase64Url(pulled.revocations);
  const revocations = bytes && (await openRevocations(bytes, keys));
  const stored = await database.documents.get('revocations');
  const known = stored && (await openRevocations(stored.bytes, keys));
  if (!bytes || !revocations || (known && known.version >= revocations.version)) return;
  await database.documents.put({ name: 'revocations', bytes });
}

/** After a restore the server has less than it confirmed: what it lacks is sent again. */
async function followIncarnation({ incarnation, acknowledged }: PullAnswer): Promise<boolean> {
  const known = await database.marks.get('incarnation');
  const restored = known !== undefined && known.value !== incarnation;
  if (restored) {
    const has = new Map(acknowledged.map(({ segmentId, number }) => [segmentId, number]));
    for (const segment of await database.segments.toArray()) {
      await lowerCursor(segment.segmentId, has.get(segment.segmentId) ?? 0);
    }
  }
  if (known?.value !== incarnation) {
    await database.marks.put({ name: 'incarnation', value: incarnation });
  }
  return restored;
}

async function lowerCursor(segmentId: string, number: number): Promise<void> {
  const segment = await database.segments.get(segmentId);
  if (!segment || number >= segment.acknowledged) return;
  const head: Bytes | null = await headAt(segment, number);
  if (!head) return;
  await database.transaction('rw', database.segments, database.shifts, async () => {
    await database.segments.update(segmentId, { acknowledged: number, acknowledgedHead: head });
    await database.shifts.update(segment.shiftId, { settledAt: null });
  });
}
