import { createHash } from 'node:crypto';
import { Socket } from 'node:net';
import { Client, type CustomTypesConfig, type QueryConfig, type QueryResult } from 'pg';
import type { Row, SqlValue } from './database.ts';
import type { PostgresAddress } from './postgres-address.ts';
import { numberedMarks } from './postgres-dialect.ts';
import {
  isLost,
  isStalePlan,
  isUnknownSetting,
  NoWritableHost,
  UnsafeServer,
} from './postgres-error.ts';

const CONNECT_TIMEOUT_MS = 5_000;
const KEEP_ALIVE_AFTER_MS = 10_000;
/** Longer than any statement but those of a migration takes; a host that vanished never answers. */
const STATEMENT_TIMEOUT_MS = 120_000;
/** Statements that each connection keeps prepared; there are more of them than are used again and again. */
const MAX_PREPARED = 256;
/** Statements that are looked out for; lists of every length make more of them than that. */
const MAX_KNOWN = 1_024;
const OF_MIGRATIONS = /^\s*(?:(?:CREATE|ALTER|DROP|INSERT INTO \w+ [^?]*\bSELECT)\b|UPDATE [^?]*$)/;
const DURABLE = ['on', 'remote_apply'];

const OID = { bool: 16, bytea: 17, int8: 20, int2: 21, int4: 23, float8: 701, numeric: 1700 };

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('a number beyond 2^53 in the database');
  return value;
}

/** Copied, so that a few bytes do not hold on to the block that Node cut them from. */
const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from(text.slice(2), 'hex'));

const PARSERS = new Map<number, (text: string) => SqlValue>([
  [OID.bool, (text) => Number(text === 't')],
  [OID.bytea, bytesOf],
  [OID.int8, wholeNumber],
  [OID.int2, Number],
  [OID.int4, Number],
  [OID.float8, Number],
  [OID.numeric, wholeNumber],
]);
const asText = (text: string): string => text;
const types = {
  getTypeParser: (oid: number) => PARSERS.get(oid) ?? asText,
} as unknown as CustomTypesConfig;

/** PostgreSQL keeps no U+0000 in a text, and whatever a phone sends must be kept. */
const storable = (value: SqlValue): SqlValue =>
  typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;

/** Names for the statements that come again: each connection prepares them once. */
class StatementNames {
  readonly #known = new Map<string, { readonly text: string; name: string | null }>();
  #named = 0;

  of(sql: string): { readonly text: string; readonly name?: string } {
    const known = this.#known.get(sql);
    if (!known) {
      const text = numberedMarks(sql);
      if (this.#known.size < MAX_KNOWN) this.#known.set(sql, { text, name: null });
      return { text };
    }
    const { text } = known;
    if (known.name === null && this.#named < MAX_PREPARED) {
      this.#named += 1;
      known.name = createHash('sha256').update(sql).digest('hex').slice(0, 32);
    }
    return known.name === null ? { text } : { text, name: known.name };
  }
}

/** One connection to a host that takes writes. */
export class Connection {
  readonly #client: Client;
  readonly #socket: Socket;
  readonly #names: StatementNames;
  #isBroken = false;
  #wasWarned = false;

  constructor(client: Client, socket: Socket, names: StatementNames) {
    this.#client = client;
    this.#socket = socket;
    this.#names = names;
    // Also what comes while nobody asks: without a listener it would end the process.
    client.on('error', () => this.breakOff());
    client.on('end', () => this.breakOff());
    client.on('notice', () => {
      this.#wasWarned = true;
    });
  }

  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** Whether the server had anything to remark on the last `control`. */
  get wasWarned(): boolean {
    return this.#wasWarned;
  }

  query(sql: string, values: readonly SqlValue[]): Promise<QueryResult<Row>> {
    return this.#ask({
      ...this.#names.of(sql),
      values: values.map(storable),
      // What a migration does to a large table takes as long as it takes.
      ...(OF_MIGRATIONS.test(sql) ? {} : { query_timeout: STATEMENT_TIMEOUT_MS }),
    });
  }

  /** BEGIN, COMMIT and the like. @returns what the server says that it did. */
  async control(sql: string): Promise<string> {
    this.#wasWarned = false;
    return (await this.#ask({ text: sql })).command;
  }

  /** At once, whatever is on its way. */
  breakOff(): void {
    this.#isBroken = true;
    this.#socket.destroy();
  }

  async close(): Promise<void> {
    await this.#client.end().catch(() => undefined);
    this.breakOff();
  }

  async #ask(query: QueryConfig): Promise<QueryResult<Row>> {
    try {
      return await this.#client.query<Row>(query);
    } catch (error) {
      if (isLost(error) || isStalePlan(error)) this.breakOff();
      throw error;
    }
  }
}

/** Statements for every new connection before it is used. */
interface FirstSaid {
  readonly always?: readonly string[];
  /** About settings that not everything that speaks PostgreSQL's language has. */
  readonly ifKnown?: readonly string[];
}

/** At most so many connections to whichever host takes writes; who comes when all are in use waits. */
export class Connections {
  readonly #address: PostgresAddress;
  readonly #most: number;
  readonly #firstSaid: FirstSaid;
  readonly #names = new StatementNames();
  readonly #idle: Connection[] = [];
  readonly #waiting: (() => void)[] = [];
  #open = 0;
  #lastWritable = 0;
  #isClosed = false;

  constructor(address: PostgresAddress, most: number, firstSaid: FirstSaid = {}) {
    this.#address = address;
    this.#most = most;
    this.#firstSaid = firstSaid;
  }

  async use<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = await this.#take();
    try {
      return await work(connection);
    } finally {
      if (connection.isBroken) this.#open -= 1;
      else if (this.#isClosed) {
        this.#open -= 1;
        await connection.close();
      } else this.#idle.push(connection);
      this.#waiting.shift()?.();
    }
  }

  /** What is in use is closed as it comes back. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const idle = this.#idle.splice(0);
    this.#open -= idle.length;
    await Promise.all(idle.map((connection) => connection.close()));
  }

  async #take(): Promise<Connection> {
    for (;;) {
      if (this.#isClosed) throw new Error('the database is closed');
      const idle = this.#idle.pop();
      if (idle && !idle.isBroken) return idle;
      if (idle) this.#open -= 1;
      else if (this.#open < this.#most) break;
      else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#open += 1;
    try {
      return await this.#connect();
    } catch (error) {
      this.#open -= 1;
      this.#waiting.shift()?.();
      throw error;
    }
  }

  /** @throws NoWritableHost, or UnsafeServer of one that would lose what it acknowledged. */
  async #connect(): Promise<Connection> {
    const { hosts } = this.#address;
    const failures: unknown[] = [];
    for (let turn = 0; turn < hosts.length; turn += 1) {
      const at = (this.#lastWritable + turn) % hosts.length;
      try {
        const connection = await this.#connectTo(hosts[at] as (typeof hosts)[number]);
        if (!connection) continue;
        this.#lastWritable = at;
        return connection;
      } catch (error) {
        if (!isLost(error)) throw error;
        failures.push(error);
      }
    }
    throw new NoWritableHost(`${this.#address} takes no writes`, {
      cause: failures.length > 0 ? failures[0] : new Error('every host is a standby'),
    });
  }

  /** Null: it answers, but takes no writes. */
  async #connectTo({ host, port }: PostgresAddress['hosts'][number]): Promise<Connection | null> {
    const { user, password, database, tls } = this.#address;
    const socket = new Socket();
    const client = new Client({
      ...{ host, port, user, password, database, types, ssl: tls },
      application_name: 'kadian',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
      // What is asked at once is sent at once, and a statement without an answer takes its connection with it.
      pipeline: true,
      stream: () => socket,
    });
    const connection = new Connection(client, socket, this.#names);
    try {
      await client.connect();
      const { rows } = await client.query<Row>(
        `SELECT current_setting('transaction_read_only') AS read_only,
           COALESCE(current_setting('synchronous_commit', true), 'on') AS synchronous`,
      );
      if (rows[0]?.read_only !== 'off') {
        await connection.close();
        return null;
      }
      if (!DURABLE.includes(String(rows[0].synchronous))) {
        throw new UnsafeServer(
          `synchronous_commit is ${rows[0].synchronous} at ${host}:${port}: what it acknowledges may be lost`,
        );
      }
      const { always = [], ifKnown = [] } = this.#firstSaid;
      for (const sql of always) await connection.control(sql);
      for (const sql of ifKnown) {
        await connection.control(sql).catch((error: unknown) => {
          if (!isUnknownSetting(error)) throw error;
        });
      }
      return connection;
    } catch (error) {
      connection.breakOff();
      throw error;
    }
  }
}
