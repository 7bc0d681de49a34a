import {
  IDBDatabase as FakeDatabase,
  IDBObjectStore as FakeObjectStore,
  IDBOpenDBRequest as FakeOpenRequest,
  IDBRequest as FakeRequest,
  IDBTransaction as FakeTransaction,
  forceCloseDatabase,
  IDBFactory,
} from 'fake-indexeddb';

/** What is used of fake-indexeddb's inside: it has no door for pulling the plug. */
interface RawDatabase {
  readonly name: string;
  readonly version: number;
  readonly transactions: readonly RawTransaction[];
  readonly connections: readonly RawConnection[];
  rawObjectStores: Map<string, { rawDatabase: RawDatabase }>;
  readonly constructor: new (name: string, version: number) => RawDatabase;
}
interface RawConnection {
  readonly _rawDatabase: RawDatabase;
  readonly _closed: boolean;
}
interface RawTransaction {
  readonly db: RawConnection;
  readonly mode: string;
  readonly _state: string;
  readonly _requests: { request: { readyState: string }; operation: () => unknown }[];
  _start(): void;
  _abort(errorName: string | null): void;
}

/** What may go wrong at a write: the plug is pulled, the disk is full (told by the request, or only by the abort). */
export type WriteFault = 'kill' | 'disk-full' | 'disk-full-at-commit';

/** Storage of one life of a phone. Counted are each single write, each commit, and the news of each commit. */
class StorageLife {
  dead = false;
  /** Requests of the phone that are under way. */
  requests = 0;
  readonly held = new Set<RawTransaction>();
  fault: { readonly kind: WriteFault; readonly at: number } | null = null;
  readonly #onDeath: () => void;
  readonly databases = new Map<string, RawDatabase>();

  constructor(onDeath: () => void) {
    this.#onDeath = onDeath;
  }

  /** The fault that strikes at this write, if its time has come. */
  strike(possible: readonly WriteFault[]): WriteFault | null {
    if (!this.fault) return null;
    const { kind, at } = this.fault;
    if (at > 1 || !possible.includes(kind)) {
      this.fault = { kind, at: Math.max(1, at - 1) };
      return null;
    }
    this.fault = null;
    return kind;
  }

  /** What was held up goes on. */
  release(): void {
    const held = [...this.held];
    this.held.clear();
    for (const transaction of held) transaction._start();
  }

  /** Nothing of this life happens any more; what was not committed is rolled back. */
  kill(): void {
    if (this.dead) return;
    this.dead = true;
    for (const { transactions } of this.databases.values()) {
      for (const transaction of [...transactions]) {
        if (transaction._state !== 'finished') transaction._abort(null);
      }
    }
    this.#onDeath();
  }
}

const lives = new WeakMap<RawDatabase, StorageLife>();
const lifeOf = (transaction: RawTransaction) => lives.get(transaction.db._rawDatabase);
const writes = new WeakSet<object>();

/** One phone's disk: what was committed outlives every life of its code. */
export class PhoneStorage {
  #life: StorageLife | null = null;

  /** A new life finds what the one before had committed. */
  begin(onDeath: () => void): IDBFactory {
    const life = new StorageLife(onDeath);
    const factory = new IDBFactory();
    const databases = new (class extends Map<string, RawDatabase> {
      override set(name: string, raw: RawDatabase): this {
        lives.set(raw, life);
        life.databases.set(name, raw);
        return super.set(name, raw);
      }
    })();
    for (const [name, raw] of this.#life?.databases ?? []) {
      if (raw.version > 0) databases.set(name, sameContent(raw));
    }
    Object.assign(factory, { _databases: databases });
    const { open } = factory;
    factory.open = (...args) => (life.dead ? new FakeOpenRequest() : open.apply(factory, args));
    this.#life = life;
    return factory;
  }

  kill(): void {
    this.#life?.kill();
  }

  /** The `at`-th write from now on (from 1) meets it. Null: what was waiting does not come. */
  arm(fault: { readonly kind: WriteFault; readonly at: number } | null): void {
    if (this.#life) this.#life.fault = fault;
  }

  get isArmed(): boolean {
    return this.#life?.fault != null;
  }

  /**
   * Nothing is written before the request is over, so that a phone that dies at a write has always, or never, heard the answer:
   * who of the two is quicker must not decide how a seed goes.
   */
  async whileUnderWay<T>(request: Promise<T>): Promise<T> {
    const life = this.#life;
    if (!life) return request;
    life.requests += 1;
    try {
      return await request;
    } finally {
      life.requests -= 1;
      if (life.requests === 0) life.release();
    }
  }

  /** The browser takes the connections away, as when space is short or the user clears something. */
  loseConnections(): void {
    for (const { connections } of this.#life?.databases.values() ?? []) {
      for (const connection of [...connections]) {
        if (!connection._closed) forceCloseDatabase(connection as never);
      }
    }
  }
}

function sameContent(before: RawDatabase): RawDatabase {
  const { name, version, rawObjectStores } = before;
  const raw = new before.constructor(name, version);
  raw.rawObjectStores = rawObjectStores;
  for (const store of rawObjectStores.values()) store.rawDatabase = raw;
  return raw;
}

/** Puts `around` in the place of a method of fake-indexeddb. */
function wrap<T extends object>(
  owner: { readonly prototype: object },
  name: string,
  around: (self: T, go: () => unknown, args: readonly unknown[]) => unknown,
): void {
  const original: unknown = Reflect.get(owner.prototype, name);
  if (typeof original !== 'function') throw new Error(`fake-indexeddb has no ${name} any more`);
  Object.defineProperty(owner.prototype, name, {
    value(this: T, ...args: unknown[]) {
      return around(this, () => original.apply(this, args), args);
    },
  });
}

for (const name of ['add', 'put', 'delete', 'clear']) {
  wrap(FakeObjectStore, name, (_store, go) => {
    const request = go();
    if (typeof request === 'object' && request !== null) writes.add(request);
    return request;
  });
}

wrap<RawTransaction>(FakeTransaction, '_start', (transaction, go) => {
  const life = lifeOf(transaction);
  if (life?.dead) return;
  if (!life || transaction.mode === 'readonly' || transaction._state === 'finished') return go();
  if (life.requests > 0) return life.held.add(transaction);
  const next = transaction._requests.find(({ request }) => request.readyState !== 'done');
  if (next && !writes.has(next.request)) return go();
  switch (life.strike(next ? ['kill', 'disk-full'] : ['kill', 'disk-full-at-commit'])) {
    case 'kill':
      return life.kill();
    case 'disk-full':
      if (next) {
        next.operation = () => {
          throw new DOMException('full', 'QuotaExceededError');
        };
      }
      return go();
    case 'disk-full-at-commit':
      return transaction._abort('QuotaExceededError');
    default:
      return go();
  }
});

wrap<RawTransaction>(FakeTransaction, 'dispatchEvent', (transaction, go, [event]) => {
  const life = lifeOf(transaction);
  if (life?.dead) return true;
  const isCommitted = (event as Event).type === 'complete' && transaction.mode !== 'readonly';
  if (life && isCommitted && life.strike(['kill'])) {
    life.kill();
    return true;
  }
  return go();
});

wrap<{ readonly transaction: RawTransaction | null }>(
  FakeRequest,
  'dispatchEvent',
  ({ transaction }, go) => (transaction && lifeOf(transaction)?.dead ? true : go()),
);

wrap<RawConnection>(FakeDatabase, 'dispatchEvent', (connection, go) =>
  lives.get(connection._rawDatabase)?.dead ? true : go(),
);

// A transaction of a dead life is never begun, so that whoever waits for it waits for ever.
wrap<RawConnection>(FakeDatabase, 'transaction', (connection, go, [names, mode, options]) => {
  if (!lives.get(connection._rawDatabase)?.dead) return go();
  const Transaction = FakeTransaction as unknown as new (
    names: unknown,
    mode: unknown,
    durability: string,
    connection: unknown,
  ) => object;
  const { durability = 'default' } = (options ?? {}) as { durability?: string };
  return new Transaction([names].flat(), mode ?? 'readonly', durability, connection);
});
