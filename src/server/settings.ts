import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { StartProblem } from './start-problem.ts';
import { type PostgresAddress, readPostgresAddress } from './store/postgres-address.ts';

/** Proxies whose word for a caller's address is taken: the one that connects, or addresses and networks. */
export type TrustedProxies = 'nearest' | readonly string[];

export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly keysDir: string;
  /** Null: SQLite in the data folder. */
  readonly database: PostgresAddress | null;
  /** Where phones reach the server, without a slash at the end. */
  readonly publicUrl: string;
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | null;
  /** Null: the server is reached without a proxy. */
  readonly trustProxy: TrustedProxies | null;
  /** IANA name of the street's zone. */
  readonly timeZone: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The documented environment variables with their defaults. @throws StartProblem on the first wrong one. */
export function readSettings(environment: Environment): Settings {
  const given = (name: string): string | null => environment[name]?.trim() || null;
  const port = readPort(given('PORT') ?? '8420');
  const tls = readTls(given('TLS_CERT'), given('TLS_KEY'));
  const databaseUrl = given('DATABASE_URL');
  const dataDir = resolve(given('DATA_DIR') ?? '.data');
  return {
    port,
    host: given('HOST') ?? '127.0.0.1',
    dataDir,
    keysDir: resolve(given('KEYS_DIR') ?? `${dataDir}-keys`),
    database: databaseUrl === null ? null : readPostgresAddress(databaseUrl),
    publicUrl: readUrl(given('PUBLIC_URL') ?? `${tls ? 'https' : 'http'}://localhost:${port}`),
    tls,
    trustProxy: readTrustProxy(given('TRUST_PROXY')),
    timeZone: readTimeZone(given('TIME_ZONE') ?? 'Asia/Shanghai'),
  };
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) {
    throw new StartProblem(`PORT is "${text}": it must be a number from 0 to 65535.`);
  }
  return port;
}

function readUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const plain = url && url.pathname === '/' && !url.search && !url.hash && !url.username;
  if (!plain || !/^https?:$/.test(url.protocol)) {
    throw new StartProblem(
      `PUBLIC_URL is "${text}": it must be the address of the server and nothing more, like https://street.example.`,
    );
  }
  return url.origin;
}

function readTls(certFile: string | null, keyFile: string | null): Settings['tls'] {
  if (certFile === null && keyFile === null) return null;
  if (certFile === null || keyFile === null) {
    throw new StartProblem('TLS_CERT and TLS_KEY go together: set both, or neither.');
  }
  const read = (name: string, file: string): Buffer => {
    try {
      return readFileSync(file);
    } catch {
      throw new StartProblem(`${name} names ${file}, which cannot be read.`);
    }
  };
  return { cert: read('TLS_CERT', certFile), key: read('TLS_KEY', keyFile) };
}

function readTrustProxy(text: string | null): Settings['trustProxy'] {
  if (text === null) return null;
  if (text === '1') return 'nearest';
  const addresses = text.split(',').map((one) => one.trim());
  if (!addresses.every((one) => isIP(one) !== 0 || isNetwork(one))) {
    throw new StartProblem(
      `TRUST_PROXY is "${text}": it must be 1, for one proxy before the server, or addresses like 10.0.0.7, 10.1.0.0/16.`,
    );
  }
  return addresses;
}

function isNetwork(text: string): boolean {
  const [, address = '', bits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const family = isIP(address);
  return family !== 0 && Number(bits) <= (family === 4 ? 32 : 128);
}

function readTimeZone(text: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    throw new StartProblem(`TIME_ZONE is "${text}": it must be a name like Asia/Shanghai.`);
  }
}
