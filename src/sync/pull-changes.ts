import type { ApiClient, Refused } from '../api-client/api-client.ts';
import { type Bytes, fromBase64Url } from '../encoding/bytes.ts';
import { type PullAnswer, parsePullAnswer } from '../protocol/pull.ts';
import type { KeyList } from '../sealing/key-list.ts';
import { headAt } from '../storage/chain-head.ts';
import { database, type SegmentRow } from '../storage/database.ts';
import { type DeviceIdentity, renamePlaces } from '../storage/device-identity.ts';
import { countPending } from '../storage/pending.ts';
import {
  openPolicy,
  openRevocations,
  readPolicies,
  readTrustedKeys,
} from '../storage/street-documents.ts';
import { TOLD } from '../storage/told-gates.ts';
import { withReopening } from '../storage/with-reopening.ts';
import { pullPassings } from './pull-passings.ts';
import { pullRosters } from './pull-rosters.ts';
import { pullTold } from './pull-told.ts';
import { saveGates } from './save-gates.ts';
import { saveKeyList } from './save-key-list.ts';
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
  const keys = await keysOf(pulled, identity);
  if (!keys) return ended('failed', 'untrusted-keys');
  let restored = false;
  const parts = new Parts();
  await parts.save(() => savePolicies(pulled, keys));
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
    for (const what of TOLD) {
      await this.save(async () => {
        if (!ends.includes('no-network')) ends.push(await pullTold(what, client, gates, now));
      });
    }
    await this.save(async () => {
      if (!ends.includes('no-network')) ends.push(await pullPassings(client, gates, now));
    });
    if (this.#failures.length > 0) throw this.#failures[0];
    return (
      ends.find((end) => end === 'no-network') ?? ends.find((end) => end === 'failed') ?? 'done'
    );
  }
}

/** Says what the phone has, so that only what changed is sent; and its version and what it has not sent, for the desk to see. */
async function pullPath(identity: DeviceIdentity, appVersion: string): Promise<string> {
  const { documents, marks, gates } = database;
  const keys = await readTrustedKeys(identity);
  const [keyList, policy, nextPolicy, revocations] = await documents.bulkGet([
    'keyList',
    'policy',
    'nextPolicy',
    'revocations',
  ]);
  const gatesVersion = await marks.get('gatesVersion');
  const incarnation = await marks.get('incarnation');
  // A gate that waits for its shift to be closed is told of again.
  const someGone = (await gates.filter(({ isGone }) => isGone === true).count()) > 0;
  const has = {
    app: appVersion,
    unsent: Math.min(await countPending(), 9_999_999),
    keys: keys && keyList?.version,
    policy: keys && policy && (await openPolicy(policy.bytes, keys)) && policy.version,
    next: keys && nextPolicy && (await openPolicy(nextPolicy.bytes, keys)) && nextPolicy.version,
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

/** Null: nothing of this answer can be trusted. */
const keysOf = (
  { keyList, versions }: PullAnswer,
  identity: DeviceIdentity,
): Promise<KeyList | null> =>
  keyList === undefined
    ? readTrustedKeys(identity)
    : saveKeyList(keyList, identity, versions?.keyList);

/** Never older rules than the phone has; what is made for later goes when the server speaks of it no more. */
async function savePolicies(
  { policy: text, nextPolicy: nextText, versions }: PullAnswer,
  keys: KeyList,
): Promise<void> {
  const { documents } = database;
  const read = async (from: string | undefined) => {
    const bytes = from === undefined ? null : fromBase64Url(from);
    const policy = bytes && (await openPolicy(bytes, keys));
    return bytes && policy && { bytes, policy };
  };
  const inForce = await read(text);
  const next = await read(nextText);
  const isUnread = text !== undefined && !inForce;
  const isOver = versions?.nextPolicy === undefined && nextText === undefined && !isUnread;
  const { inForce: known, next: knownNext } = await readPolicies(keys);
  await database.transaction('rw', documents, async () => {
    if (inForce && !(known && known.version > inForce.policy.version)) {
      const { bytes } = inForce;
      await documents.put({ name: 'policy', bytes, ...withVersion(versions?.policy) });
    }
    if (next && !(knownNext && knownNext.version > next.policy.version)) {
      const { bytes } = next;
      await documents.put({ name: 'nextPolicy', bytes, ...withVersion(versions?.nextPolicy) });
    } else if (isOver) {
      await documents.delete('nextPolicy');
    }
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
  const { marks, segments, shifts } = database;
  const known = await marks.get('incarnation');
  if (known?.value === incarnation) return false;
  if (known === undefined) {
    await marks.put({ name: 'incarnation', value: incarnation });
    return false;
  }
  // What is not among them is sent from its start: the server takes nothing twice.
  const has = new Map((acknowledged ?? []).map(({ segmentId, number }) => [segmentId, number]));
  const heads = new Map<string, LowerCursor>();
  for (const segment of await segments.toArray()) {
    const { segmentId } = segment;
    const number = has.get(segmentId) ?? 0;
    const head = await headAt(segment, number);
    if (head) heads.set(segmentId, { number, head });
  }
  // At once with the mark: a receipt of the server as it was before comes before all this or is not believed.
  await database.transaction('rw', segments, shifts, marks, async () => {
    // Receipts from before, which a carrier may still bring, prove nothing any more.
    await marks.put({ name: 'restoredAt', value: serverTime });
    for (const segment of await segments.toArray()) await lowerCursor(segment, heads);
    await marks.put({ name: 'incarnation', value: incarnation });
  });
  return true;
}

interface LowerCursor {
  readonly number: number;
  /** The chain's head there. */
  readonly head: Bytes;
}

async function lowerCursor(
  { segmentId, shiftId, acknowledged }: SegmentRow,
  to: ReadonlyMap<string, LowerCursor>,
): Promise<void> {
  const lower = to.get(segmentId);
  if (!lower || lower.number >= acknowledged) return;
  const { number, head } = lower;
  await database.segments.update(segmentId, { acknowledged: number, acknowledgedHead: head });
  await database.shifts.update(shiftId, { settledAt: null });
}
