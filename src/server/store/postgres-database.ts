import { setTimeout } from 'node:timers/promises';
import type { Database, SqlValue } from './database.ts';
import type { PostgresAddress } from './postgres-address.ts';
import { type Connection, Connections } from './postgres-connections.ts';
import {
  isCertainlyUndone,
  isConflict,
  isDuplicate,
  isLost,
  isStalePlan,
  OutcomeUnknown,
} from './postgres-error.ts';

/** Connections for reading beside those that write; the two never wait for each other. */
const READERS = 4;
const WRITERS = 4;
/** A standby is promoted, or a server restarted, within that; longer, and callers are told to come again. */
const OUTAGE_PATIENCE_MS = 20_000;
const MAX_CONFLICTS = 20;
const MAX_DUPLICATES = 2;
const FIRST_PAUSE_MS = 4;
const LONGEST_PAUSE_MS = 500;

const SERIALIZABLE = 'SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE';
const HINTS = [
  // Who looks at every row of a small table stands in the way of everybody who changes one.
  'SET enable_seqscan = off',
  // A plan that has to look at every row then seems dear enough to be compiled.
  'SET jit = off',
];

/** Carries on until it succeeds, fails for good, or has been tried for long enough. */
async function persist<T>(work: () => Promise<T>, mayRepeat: (error: unknown) => boolean) {
  const until = performance.now() + OUTAGE_PATIENCE_MS;
  let conflicts = 0;
  let duplicates = 0;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!mayRepeat(error)) throw error;
      if (isDuplicate(error) && ++duplicates > MAX_DUPLICATES) throw error;
      if (isConflict(error) && ++conflicts > MAX_CONFLICTS) throw error;
      if (isLost(error) && performance.now() > until) throw error;
    }
    // Jitter: those who met once would meet again.
    const longest = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(attempt, 10), LONGEST_PAUSE_MS);
    await setTimeout(longest * (0.5 + Math.random() / 2));
  }
}

const comesToNothing = (error: unknown): boolean =>
  isConflict(error) || isDuplicate(error) || isStalePlan(error) || isLost(error);

/** One attempt; what of it fails before COMMIT is sent has certainly changed nothing. */
async function attempt<T>(
  connection: Connection,
  work: (inside: Database) => Promise<T>,
): Promise<T> {
  let failure: unknown = null;
  let isOver = false;
  const ask = async (sql: string, values: readonly SqlValue[] = []) => {
    if (isOver) throw new Error('a statement after the end of its transaction');
    try {
      return await connection.query(sql, values);
    } catch (error) {
      failure ??= error;
      throw error;
    }
  };
  const inside: Database = {
    engine: 'postgres',
    all: async (sql, values) => (await ask(sql, values)).rows,
    run: async (sql, values) => (await ask(sql, values)).rowCount ?? 0,
    transaction: (more) => more(inside),
    close: () => Promise.reject(new Error('a transaction cannot close its database')),
  };
  await connection.control('BEGIN');
  let result: T;
  try {
    result = await work(inside);
  } catch (error) {
    isOver = true;
    await connection.control('ROLLBACK').catch(() => connection.breakOff());
    // What the work makes of a failed statement does not say whether to begin anew.
    throw failure !== null && comesToNothing(failure) ? failure : error;
  }
  isOver = true;
  if (failure !== null) {
    await connection.control('ROLLBACK').catch(() => connection.breakOff());
    throw failure;
  }
  await commit(connection);
  return result;
}

/** @throws OutcomeUnknown unless the server says that it is, or certainly is not, committed. */
async function commit(connection: Connection): Promise<void> {
  let done: string;
  try {
    done = await connection.control('COMMIT');
  } catch (error) {
    if (isCertainlyUndone(error)) throw error;
    connection.breakOff();
    throw new OutcomeUnknown(error);
  }
  if (done !== 'COMMIT') throw new Error(`COMMIT was answered with ${done}`);
  // The server no longer waits for its standby when somebody cancels that, and says so in a warning only.
  if (connection.wasWarned) throw new OutcomeUnknown(new Error('COMMIT came with a warning'));
}

/**
 * PostgreSQL, or what speaks its language, at whichever of the hosts takes writes.
 *
 * What is guaranteed:
 * - `transaction` and `run` resolve only after the server has confirmed the commit, with synchronous_commit on: durable
 *   there and, where a synchronous standby is configured, on the standby.
 * - Transactions are SERIALIZABLE: what comes out is as if they had run one after another, in however many processes.
 *   On a conflict (40001, 40P01), on a key that another just inserted, and on a connection that was lost before COMMIT was
 *   sent, nothing has changed and the whole `work` runs anew; it must do nothing but ask `inside`, and make whatever else
 *   it makes anew each time.
 * - A COMMIT, or a `run`, whose answer was lost rejects with OutcomeUnknown, and is neither reported as done nor repeated:
 *   it may stand. All that is asked of the server can be asked again: a push says how far its log is here, and a
 *   change that stands already is found to stand.
 * - Reads outside of transactions see only what was committed, and are repeated when their connection is lost.
 */
class PostgresDatabase implements Database {
  readonly engine = 'postgres';
  readonly #readers: Connections;
  readonly #writers: Connections;

  constructor(address: PostgresAddress, writers: number) {
    this.#readers = new Connections(address, READERS);
    this.#writers = new Connections(address, writers, { always: [SERIALIZABLE], ifKnown: HINTS });
  }

  all: Database['all'] = async (sql, values = []) => {
    const ask = () => this.#readers.use((connection) => connection.query(sql, values));
    return (await persist(ask, (error) => isLost(error) || isStalePlan(error))).rows;
  };

  run: Database['run'] = (sql, values = []) =>
    persist(
      () =>
        this.#writers.use(async (connection) => {
          try {
            return (await connection.query(sql, values)).rowCount ?? 0;
          } catch (error) {
            if (isCertainlyUndone(error)) throw error;
            connection.breakOff();
            throw new OutcomeUnknown(error);
          }
        }),
      comesToNothing,
    );

  transaction: Database['transaction'] = (work) =>
    persist(() => this.#writers.use((connection) => attempt(connection, work)), comesToNothing);

  async close(): Promise<void> {
    await Promise.all([this.#readers.close(), this.#writers.close()]);
  }
}

/** Connects when it is first asked. `writers`: how many transactions run at the same time. */
export const openPostgres = (address: PostgresAddress, writers = WRITERS): Database =>
  new PostgresDatabase(address, writers);
