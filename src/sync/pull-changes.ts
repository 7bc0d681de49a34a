import type { ApiClient, Refused } from '../api-client/api-client.ts';
import { type Bytes, fromBase64Url } from '../encoding/bytes.ts';
import { type PullAnswer, parsePullAnswer } from '../protocol/pull.ts';
import { type KeyList, readKeyList } from '../sealing/key-list.ts';
import { headAt } from '../storage/chain-head.ts';
import { database } from '../storage/database.ts';
import { type DeviceIdentity, renamePlaces } from '../storage/device-identity.ts';
import { openPolicy, openRevocations, readTrustedKeys } from '../storage/street-documents.ts';
import { withReopening } from '../storage/with-reopening.ts';
import { pullPassings } from './pull-passings.ts';
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

/**
 * Fetches what the phone judges with. Works while locked: what names anybody is stored as received, sealed under the card. Each part
 * is useful alone: one that fails keeps back none of the others.
 */
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
  const answer = await client.call({ method: 'GET', path: await pullPath(identity, appVersion) });
  if (answer.kind === 'no-network') return ended('no-network');
  if (answer.kind === 'refused') {
    const failed = refused(answer);
    if (failed.problem !== 'server-failed' || failed.retryAfterMs !== null) return failed;
    const others = await new Parts().pullSealed(client, now);
    return others === 'no-network' ? ended('no-network') : failed;
  }
  const json: unknown = await answer.response.json().catch(() => null);
  const parsed = parsePullAnswer(json);
  if (!parsed.ok) return ended('failed', 'server-failed');
  const pulled = parsed.value;
  const keys = await saveKeyList(pulled, identity);
  if (!keys) return ended('failed', 'untrusted-keys');
  let restored = false;
  const parts = new Parts();
  await parts.save(() => savePolicy(pulled, keys, now()));
  await parts.save(() => saveRevocations(pulled, keys));
  await parts.save(() => savePlaces(pulled));
  await parts.save(async () => {
    restored = await followIncarnation(pulled);
  });
  await parts.save(() => renamePlaces(identity.deviceId, pulled));
  const others = await parts.pullSealed(client, now);
  if (parts.areRulesHere) await database.marks.put({ name: 'lastPullAt', value: now() });
  return { ...ended(others, others === 'failed' ? 'server-failed' : null), restored };
}

/** What was not saved is told when all was tried. */
class Parts {
  #failures: unknown[] = [];
  /** All but what other gates have to tell. */
  areRulesHere = false;

  async save(part: () => Promise<void>): Promise<void> {
    try {
      await part();
    } catch (error) {
      this.#failures.push(error);
    }
  }

  /** For the gates that the server spoke of last. @throws the first failure of all parts. */
  async pullSealed(client: ApiClient, now: () => number): Promise<PullResult['kind']> {
    const all = await database.gates.toArray();
    const gates = all.filter(({ isListed, isGone }) => isListed !== false && !isGone);
    const ends: PullResult['kind'][] = [];
    await this.save(async () => {
      ends.push(await pullRosters(client, gates, now));
    });
    this.areRulesHere = this.#failures.length === 0 && ends[0] === 'done';
    await this.save(async () => {
      if (ends[0] !== 'no-network') ends.push(await pullPassings(client, gates, now));
    });
    if (this.#failures.length > 0) throw this.#failures[0];
    return (
      ends.find((end) => end === 'no-network') ?? ends.find((end) => end === 'failed') ?? 'done'
    );
  }
}

/** Says what the phone has, so that only what changed is sent; and the app's version, for the desk to see. */
async function pullPath(identity: DeviceIdentity, appVersion: string): Promise<string> {
  const { documents, marks, gates } = database;
  const keys = await readTrustedKeys(identity);
  const [keyList, policy, revocations] = await documents.bulkGet([
    'keyList',
    'policy',
    'revocations',
  ]);
  const gatesVersion = await marks.get('gatesVersion');
  const incarnation = await marks.get('incarnation');
  // A gate that waits for its shift to be closed is told of again.
  const someGone = (await gates.filter(({ isGone }) => isGone === true).count()) > 0;
  const has = {
    app: appVersion,
    keys: keys && keyList?.version,
    policy: keys && policy && (await openPolicy(policy.bytes, keys)) && policy.version,
    revoked:
      keys &&
      revocations &&
      (await openRevocations(revocations.bytes, keys)) &&
      revocations.version,
    gates: someGone ? null : gatesVersion?.value,
    incarnation: incarnation?.value,
  };
  const query = Object.entries(has).flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  return `/api/pull?${query.join('&')}`;
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

const withVersion = (version: string | undefined) => (version === undefined ? {} : { version });

/** Signed by the pinned root, and never an older one than we have. Null: nothing of this answer can be trusted. */
async function saveKeyList(
  { keyList, versions }: PullAnswer,
  identity: DeviceIdentity,
): Promise<KeyList | null> {
  const known = await readTrustedKeys(identity);
  if (keyList === undefined) return known;
  const bytes = fromBase64Url(keyList);
  const reading = bytes && (await readKeyList(bytes, identity.rootKey, known?.version ?? 0));
  if (!bytes || !reading?.ok) return null;
  await database.documents.put({ name: 'keyList', bytes, ...withVersion(versions?.keyList) });
  return reading.list;
}

async function savePolicy(
  { policy: text, versions }: PullAnswer,
  keys: KeyList,
  now: number,
): Promise<void> {
  const bytes = text === undefined ? null : fromBase64Url(text);
  const policy = bytes && (await openPolicy(bytes, keys));
  const stored = await database.documents.get('policy');
  const known = stored && (await openPolicy(stored.bytes, keys));
  if (!bytes || !policy || (known && known.version > policy.version)) return;
  await database.transaction('rw', database.documents, async () => {
    // The one in force stays until the new one becomes effective.
    if (stored && known && known.version < policy.version && known.effectiveFrom <= now) {
      await database.documents.put({ name: 'earlierPolicy', bytes: stored.bytes });
    }
    await database.documents.put({ name: 'policy', bytes, ...withVersion(versions?.policy) });
  });
}

async function saveRevocations(
  { revocations: text, versions }: PullAnswer,
  keys: KeyList,
): Promise<void> {
  const bytes = text === undefined ? null : fromBase64Url(text);
  const revocations = bytes && (await openRevocations(bytes, keys));
  const stored = await database.documents.get('revocations');
  const known = stored && (await openRevocations(stored.bytes, keys));
  if (!bytes || !revocations || (known && known.version > revocations.version)) return;
  const version = withVersion(versions?.revocations);
  await database.documents.put({ name: 'revocations', bytes, ...version });
}

async function savePlaces({ gates, gone, versions }: PullAnswer): Promise<void> {
  if (gates) await saveGates({ gates, gone: gone ?? [], version: versions?.gates });
}

/** After a restore the server has less than it confirmed: what it lacks is sent again. */
async function followIncarnation(pulled: PullAnswer): Promise<boolean> {
  const { incarnation, acknowledged, serverTime } = pulled;
  const known = await database.marks.get('incarnation');
  const restored = known !== undefined && known.value !== incarnation;
  if (restored) {
    // Receipts from before, which a carrier may still bring, prove nothing any more.
    await database.marks.put({ name: 'restoredAt', value: serverTime });
    // What is not among them is sent from its start: the server takes nothing twice.
    const has = new Map((acknowledged ?? []).map(({ segmentId, number }) => [segmentId, number]));
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
