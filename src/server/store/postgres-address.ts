import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { inspect } from 'node:util';
import { StartProblem } from '../start-problem.ts';

interface DatabaseHost {
  /** A name, an address, or the folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
}

type Tls = false | { readonly rejectUnauthorized: boolean; readonly ca?: string };

interface AddressParts {
  readonly hosts: readonly DatabaseHost[];
  readonly user: string;
  readonly password: string | undefined;
  readonly database: string;
  readonly tls: Tls;
}

/** Where the PostgreSQL of DATABASE_URL is. Printed or written as JSON it never shows its password. */
export class PostgresAddress {
  /** In the order in which they are asked whether they take writes. */
  readonly hosts: readonly DatabaseHost[];
  readonly user: string;
  readonly database: string;
  readonly tls: Tls;
  readonly #password: string | undefined;

  constructor({ hosts, user, password, database, tls }: AddressParts) {
    this.hosts = hosts;
    this.user = user;
    this.database = database;
    this.tls = tls;
    this.#password = password;
  }

  get password(): string | undefined {
    return this.#password;
  }

  toString(): string {
    const hosts = this.hosts.map(({ host, port }) => `${host}:${port}`).join(',');
    return `postgres://${this.user}@${hosts}/${this.database}`;
  }

  toJSON(): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return this.toString();
  }
}

const FORM =
  /^postgres(?:ql)?:\/\/(?:(?<user>[^:@/?]*)(?::(?<password>[^@/?]*))?@)?(?<hosts>[^/?]*)(?:\/(?<database>[^?]*))?(?:\?(?<options>.*))?$/;
const DEFAULT_PORT = 5432;

const wrong = (why: string): StartProblem =>
  new StartProblem(
    `DATABASE_URL ${why}. It looks like postgres://user:password@host:5432/database, with several hosts as host1:5432,host2:5432.`,
  );

/**
 * `postgres://user:password@host1:5432,host2:5432/database?sslmode=verify-full&sslrootcert=/path/ca.pem`; a Unix socket as
 * `?host=/var/run/postgresql`. Without sslmode, TLS with a verified certificate is asked of every host beyond this machine.
 * @throws StartProblem, which never shows the address: there may be a password in it.
 */
export function readPostgresAddress(text: string): PostgresAddress {
  const { groups } = FORM.exec(text) ?? {};
  if (!groups) throw wrong('is no address of a PostgreSQL');
  const options = new URLSearchParams(groups.options ?? '');
  for (const name of options.keys()) {
    if (!['host', 'sslmode', 'sslrootcert', 'target_session_attrs'].includes(name)) {
      throw wrong(`has an option "${name}" that is not known`);
    }
  }
  const session = options.get('target_session_attrs') ?? 'read-write';
  if (session !== 'read-write') throw wrong('asks for hosts that take no writes');
  const hosts = readHosts(options.get('host') ?? decoded(groups.hosts ?? ''));
  const user = decoded(groups.user ?? '');
  const database = decoded(groups.database ?? '');
  if (user === '') throw wrong('names no user');
  if (database === '') throw wrong('names no database');
  const password = groups.password === undefined ? undefined : decoded(groups.password);
  const tls = readTls(options.get('sslmode'), options.get('sslrootcert'), hosts);
  return new PostgresAddress({ hosts, user, password, database, tls });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw wrong('has a % that is not followed by two hexadecimal digits');
  }
}

function readHosts(text: string): DatabaseHost[] {
  if (text === '') throw wrong('names no host');
  return text.split(',').map((one) => {
    if (one.startsWith('/')) return { host: one, port: DEFAULT_PORT };
    const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(one) ?? [];
    const host = bracketed ?? plain;
    const number = Number(port ?? DEFAULT_PORT);
    if (!host || number < 1 || number > 65_535) throw wrong('has a host that cannot be read');
    return { host, port: number };
  });
}

const isNear = ({ host }: DatabaseHost): boolean =>
  host.startsWith('/') ||
  host === 'localhost' ||
  host === '::1' ||
  (isIP(host) === 4 && host.startsWith('127.'));

function readTls(
  mode: string | null,
  rootFile: string | null,
  hosts: readonly DatabaseHost[],
): Tls {
  const ca = rootFile === null ? {} : { ca: readRoot(rootFile) };
  switch (mode) {
    case null:
      return hosts.every(isNear) ? false : { rejectUnauthorized: true, ...ca };
    case 'disable':
      return false;
    case 'require':
      return { rejectUnauthorized: false };
    case 'verify-full':
      return { rejectUnauthorized: true, ...ca };
    default:
      throw wrong('has an sslmode other than disable, require and verify-full');
  }
}

function readRoot(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new StartProblem(`DATABASE_URL names ${file} as sslrootcert, which cannot be read.`);
  }
}
