import { type ApiClient, clientOf } from '../api-client/api-client.ts';
import { PULL_EVERY_MS } from '../protocol/pull.ts';
import { database } from '../storage/database.ts';
import { type DeviceIdentity, readIdentity } from '../storage/device-identity.ts';
import { countPending } from '../storage/pending.ts';
import { isDiskFull } from '../storage/storage-failure.ts';
import { watchLog } from '../storage/watch.ts';
import { askBackgroundSync } from './background-sync.ts';
import { backoffMs } from './backoff.ts';
import { pushCarried } from './carry-push.ts';
import { KeepalivePush } from './keepalive-push.ts';
import { pullChanges } from './pull-changes.ts';
import { pushLog } from './push-log.ts';
import type { SyncProblem } from './sync-problem.ts';

export type { SyncProblem };

export interface SyncStatus {
  readonly pending: number;
  /** `waiting`: the last try failed and the next one is timed. `offline`: nothing came back from the server. */
  readonly state: 'idle' | 'sending' | 'waiting' | 'offline';
  /** Epoch milliseconds, this phone's clock. */
  readonly lastReceiptAt: number | null;
  readonly lastPullAt: number | null;
  readonly problem: SyncProblem | null;
}

export interface SyncLoop {
  /** Pushes and pulls now; settles when both were tried. */
  syncNow(): Promise<void>;
  stop(): void;
}

/** A saved record waits this long for the next one to go with it. */
const GATHER_MS = 1000;
/** What a hidden page can still send is made ready this long after a save, and again before it is too old. */
const READY_AFTER_MS = 200;
const READY_AGAIN_MS = 40_000;

/**
 * Sends and fetches by itself: after every saved record, on network and visibility, and with jittered waits after
 * failures. `navigator.onLine` and its events are hints to try, never reasons not to.
 */
export function startSyncLoop(options: {
  readonly onStatus: (status: SyncStatus) => void;
  readonly appVersion: string;
}): SyncLoop {
  const loop = new Loop(options.onStatus, options.appVersion);
  return { syncNow: () => loop.syncNow(), stop: () => loop.stop() };
}

type Way = 'push' | 'pull';
interface Tried {
  readonly kind: 'done' | 'busy' | 'failed' | 'no-network';
  readonly problem: SyncProblem | null;
  readonly retryAfterMs: number | null;
}

class Loop {
  readonly #onStatus: (status: SyncStatus) => void;
  readonly #appVersion: string;
  #status: SyncStatus = {
    pending: 0,
    state: 'idle',
    lastReceiptAt: null,
    lastPullAt: null,
    problem: null,
  };
  #stopped = false;
  #client: ApiClient | null = null;
  #keepalive: KeepalivePush | null = null;
  #readyTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #running: Record<Way, Promise<void> | null> = { push: null, pull: null };
  readonly #timers: Record<Way, ReturnType<typeof setTimeout> | undefined> = {
    push: undefined,
    pull: undefined,
  };
  readonly #failures: Record<Way, number> = { push: 0, pull: 0 };
  readonly #last: Record<Way, Tried | null> = { push: null, pull: null };
  readonly #unwatch: () => void;

  constructor(onStatus: (status: SyncStatus) => void, appVersion: string) {
    this.#onStatus = onStatus;
    this.#appVersion = appVersion;
    this.#unwatch = watchLog(
      async () => ({
        pending: await countPending(),
        marks: await database.marks.toArray(),
      }),
      ({ pending, marks }) => {
        const mark = (name: string): number | null => {
          const value = marks.find((one) => one.name === name)?.value;
          return typeof value === 'number' ? value : null;
        };
        const more = pending > this.#status.pending;
        const [lastReceiptAt, lastPullAt] = [mark('lastReceiptAt'), mark('lastPullAt')];
        this.#tell({ pending, lastReceiptAt, lastPullAt });
        if (more && this.#failures.push === 0) this.#schedule('push', GATHER_MS);
        this.#makeReady(READY_AFTER_MS);
      },
    );
    globalThis.addEventListener('online', this.#onChance);
    globalThis.addEventListener('pagehide', this.#onLeaving);
    document.addEventListener('visibilitychange', this.#onChance);
    void this.syncNow();
  }

  async syncNow(): Promise<void> {
    await Promise.all([this.#go('push'), this.#go('pull')]);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timers.push);
    clearTimeout(this.#timers.pull);
    clearTimeout(this.#readyTimer);
    this.#unwatch();
    globalThis.removeEventListener('online', this.#onChance);
    globalThis.removeEventListener('pagehide', this.#onLeaving);
    document.removeEventListener('visibilitychange', this.#onChance);
  }

  readonly #onChance = (): void => {
    if (document.visibilityState === 'visible') void this.syncNow();
    else this.#onLeaving();
  };

  readonly #onLeaving = (): void => {
    void this.#keepalive?.send().catch(() => undefined);
    if (this.#status.pending > 0) void askBackgroundSync();
  };

  #makeReady(waitMs: number): void {
    clearTimeout(this.#readyTimer);
    if (this.#stopped || this.#status.pending === 0) return;
    this.#readyTimer = setTimeout(() => {
      // The storage went away: the push says so.
      void this.#keepalive?.prepare().catch(() => undefined);
      this.#makeReady(READY_AGAIN_MS);
    }, waitMs);
  }

  /** One of a kind at a time; push and pull never wait for each other. */
  #go(way: Way): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    clearTimeout(this.#timers[way]);
    const running = this.#running[way] ?? this.#try(way);
    this.#running[way] = running;
    return running;
  }

  async #try(way: Way): Promise<void> {
    this.#tell({ state: 'sending' });
    let tried: Tried;
    try {
      const identity = await readIdentity();
      if (!identity) return;
      this.#client ??= clientOf(identity);
      this.#keepalive ??= new KeepalivePush(this.#client, identity, Date.now);
      tried = await this.#once(way, this.#client, identity);
    } catch (error) {
      // The database went away under us, or is full: it is opened again at the next try.
      const problem = isDiskFull(error) ? 'disk-full' : 'storage-lost';
      tried = { kind: 'failed', problem, retryAfterMs: null };
    } finally {
      this.#running[way] = null;
    }
    this.#last[way] = tried;
    this.#afterTry(way, tried);
  }

  async #once(way: Way, client: ApiClient, identity: DeviceIdentity): Promise<Tried> {
    if (way === 'push') {
      const pushed = await pushLog(client, identity, Date.now);
      const known = await database.marks.get('incarnation');
      if (pushed.incarnation !== null && known && known.value !== pushed.incarnation) {
        this.#schedule('pull', 0);
      }
      if (pushed.kind === 'done') this.#carry(client, identity);
      return pushed;
    }
    const pulled = await pullChanges(client, identity, this.#appVersion, Date.now);
    if (pulled.restored || this.#last.push?.problem === 'untrusted-keys') this.#schedule('push', 0);
    if (pulled.kind === 'done') this.#carry(client, identity);
    return pulled;
  }

  /** What this phone carries for others, after its own; nothing waits for it, and what fails goes with a later pull. */
  #carry(client: ApiClient, identity: DeviceIdentity): void {
    void pushCarried(client, identity, Date.now).catch(() => undefined);
  }

  #afterTry(way: Way, { kind, retryAfterMs }: Tried): void {
    const failed = kind === 'failed' || kind === 'no-network';
    this.#failures[way] = failed ? this.#failures[way] + 1 : 0;
    if (failed) {
      const wait = backoffMs(this.#failures[way], Math.random());
      this.#schedule(way, Math.max(wait, retryAfterMs ?? 0));
      if (way === 'push' && this.#status.pending > 0) void askBackgroundSync();
    } else if (way === 'pull') {
      this.#schedule('pull', PULL_EVERY_MS * (0.75 + Math.random() / 2));
    } else if (kind === 'busy') {
      this.#schedule('push', backoffMs(1, Math.random()));
    } else {
      void this.#pushRest();
    }
    this.#tell({});
  }

  /** Records that were saved while the push was under way. */
  async #pushRest(): Promise<void> {
    const pending = await countPending().catch(() => 0);
    if (pending > 0) this.#schedule('push', GATHER_MS);
  }

  #schedule(way: Way, waitMs: number): void {
    if (this.#stopped) return;
    clearTimeout(this.#timers[way]);
    this.#timers[way] = setTimeout(() => void this.#go(way), waitMs);
  }

  #tell(change: Partial<SyncStatus>): void {
    if (this.#stopped) return;
    const running = this.#running.push !== null || this.#running.pull !== null;
    const tries = [this.#last.push, this.#last.pull];
    const problem = tries.find((one) => one?.problem)?.problem ?? null;
    let state: SyncStatus['state'] = 'idle';
    if (running || change.state === 'sending') state = 'sending';
    else if (tries.some((one) => one?.kind === 'no-network')) state = 'offline';
    else if (tries.some((one) => one?.kind === 'failed')) state = 'waiting';
    this.#status = { ...this.#status, ...change, state, problem };
    this.#onStatus(this.#status);
  }
}
