import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { appendFile, chown, mkdtemp, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';

/** Lives as long as the other end of its standard input: whatever becomes of the tests, nothing of a cluster stays. */
const WATCHDOG = `"$1" -D "$2" >>"$2.log" 2>&1 & read -r order
[ "$order" = leave ] && exit
kill -QUIT $! 2>/dev/null; wait; rm -rf "$3"`;

const USER = 'kadian';
const READY_WITHIN_MS = 60_000;
const NEEDED_BYTES = 1024 ** 3;

/** PostgreSQL's programs, of the newest version that is here; null: none is. */
export function postgresPrograms(): string | null {
  const versions = '/usr/lib/postgresql';
  const folders = existsSync(versions)
    ? readdirSync(versions)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => join(versions, version, 'bin'))
    : [];
  const path = (process.env.PATH ?? '').split(':');
  return [...folders, ...path].find((folder) => existsSync(join(folder, 'initdb'))) ?? null;
}

/** PostgreSQL refuses to run as root. */
function owner(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) =>
        Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {}
  }
  throw new Error('there is no user but root to run PostgreSQL as');
}

/** In memory, unless that is as small as containers have it. */
export async function roomyFolder(): Promise<string> {
  const memory = '/dev/shm';
  const size = await statfs(memory).catch(() => null);
  return size && size.bavail * size.bsize > NEEDED_BYTES ? memory : tmpdir();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

/** A PostgreSQL of its own on a port of its own, in a folder that goes with it. */
export class Cluster {
  readonly port: number;
  readonly #programs: string;
  readonly #folder: string;
  readonly #owner: { uid: number; gid: number } | null;
  #watchdog: ChildProcess | null = null;

  private constructor(programs: string, folder: string, port: number) {
    this.#programs = programs;
    this.#folder = folder;
    this.port = port;
    this.#owner = owner();
  }

  /** `settings`: lines of postgresql.conf. `inMemory`: as durable as ever, but quick, where there is room. */
  static async start({
    settings = [],
    inMemory = false,
  }: {
    readonly settings?: readonly string[];
    readonly inMemory?: boolean;
  } = {}): Promise<Cluster> {
    const cluster = await Cluster.#empty(inMemory ? await roomyFolder() : tmpdir());
    const locale = ['--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--wal-segsize=4'];
    await cluster.#program('initdb', [
      ...['-D', cluster.data, '-U', USER, '--no-sync', '--no-instructions'],
      ...locale,
    ]);
    await cluster.#configure(settings);
    await cluster.run();
    return cluster;
  }

  /** A standby that follows the other, under this name. `port`: where one was that is gone. */
  static async follow(
    primary: Cluster,
    name: string,
    { port, inMemory = false }: { readonly port?: number; readonly inMemory?: boolean } = {},
  ): Promise<Cluster> {
    const cluster = await Cluster.#empty(inMemory ? await roomyFolder() : tmpdir(), port);
    await cluster.#program('pg_basebackup', [
      ...['-h', '127.0.0.1', '-p', String(primary.port), '-U', USER, '-D', cluster.data],
      ...['--no-sync', '--checkpoint=fast', '--wal-method=stream'],
    ]);
    const to = `host=127.0.0.1 port=${primary.port} user=${USER} application_name=${name}`;
    // A primary that was killed and runs again would wait for seconds for it.
    await cluster.#configure([`primary_conninfo = '${to}'`, 'wal_retrieve_retry_interval = 50ms']);
    await cluster.#give('standby.signal');
    await cluster.run();
    return cluster;
  }

  static async #empty(parent: string, port?: number): Promise<Cluster> {
    const programs = postgresPrograms();
    if (!programs) throw new Error('PostgreSQL is not installed');
    const folder = await mkdtemp(join(parent, 'kadian-postgres-'));
    const cluster = new Cluster(programs, folder, port ?? (await freePort()));
    if (cluster.#owner) await chown(folder, cluster.#owner.uid, cluster.#owner.gid);
    return cluster;
  }

  get data(): string {
    return join(this.#folder, 'data');
  }

  /** For DATABASE_URL. */
  url(database: string): string {
    return `postgres://${USER}@127.0.0.1:${this.port}/${database}`;
  }

  /** Starts what `start` made, again after `kill` or `stop`. Resolves when it takes connections. */
  async run(): Promise<void> {
    const watchdog = spawn(
      '/bin/sh',
      ['-c', WATCHDOG, 'watchdog', join(this.#programs, 'postgres'), this.data, this.#folder],
      // Of a process group of its own, so that Ctrl-C leaves the tidying to it.
      { stdio: ['pipe', 'ignore', 'ignore'], detached: true, cwd: '/', ...this.#owner },
    );
    watchdog.stdin?.on('error', () => {});
    this.#watchdog = watchdog;
    const until = performance.now() + READY_WITHIN_MS;
    while (!(await this.#answers())) {
      if (performance.now() > until) {
        const log = await readFile(`${this.data}.log`, 'utf8').catch(() => '');
        await this.remove();
        throw new Error(`PostgreSQL did not start:\n${log}`);
      }
      await setTimeout(20);
    }
  }

  /** SIGKILL, as when the machine loses power; its files stay, and `run` starts it again. */
  async kill(): Promise<void> {
    const pid = Number((await readFile(join(this.data, 'postmaster.pid'), 'utf8')).split('\n')[0]);
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
    process.kill(pid, 'SIGKILL');
    this.#watchdog?.stdin?.end('leave\n');
    this.#watchdog = null;
    for (const one of [pid, ...children.trim().split(' ').map(Number)]) await gone(one);
    // Until somebody has looked at the dead, PostgreSQL takes it for one that still runs.
    await rm(join(this.data, 'postmaster.pid'), { force: true });
  }

  /** From when it resolves on, what is acknowledged is also on that standby. */
  async waitFor(standby: string): Promise<void> {
    const client = new Client({ connectionString: this.url('postgres') });
    await client.connect();
    await client.query(`ALTER SYSTEM SET synchronous_standby_names = '${standby}'`);
    await client.query('SELECT pg_reload_conf()');
    const following = `SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'`;
    while ((await client.query(following)).rowCount !== 1) await setTimeout(20);
    await client.end();
  }

  async promote(): Promise<void> {
    await this.#program('pg_ctl', ['promote', '-D', this.data, '--wait']);
  }

  /** Ends it and removes its folder. */
  async remove(): Promise<void> {
    const watchdog = this.#watchdog;
    this.#watchdog = null;
    if (watchdog && watchdog.exitCode === null) {
      watchdog.stdin?.end();
      await once(watchdog, 'exit');
    }
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #answers(): Promise<boolean> {
    const args = ['-q', '-h', '127.0.0.1', '-p', String(this.port), '-U', USER, '-d', 'postgres'];
    return this.#program('pg_isready', args).then(
      () => true,
      () => false,
    );
  }

  async #configure(settings: readonly string[]): Promise<void> {
    const lines = [
      "listen_addresses = '127.0.0.1'",
      `unix_socket_directories = ''`,
      `port = ${this.port}`,
      'max_connections = 200',
      ...settings,
    ];
    await appendFile(join(this.data, 'postgresql.conf'), `\n${lines.join('\n')}\n`);
  }

  async #give(name: string): Promise<void> {
    const file = join(this.data, name);
    await writeFile(file, '');
    if (this.#owner) await chown(file, this.#owner.uid, this.#owner.gid);
  }

  async #program(name: string, args: readonly string[]): Promise<void> {
    const child = spawn(join(this.#programs, name), args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      cwd: '/',
      ...this.#owner,
    });
    let stderr = '';
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    const [code] = await once(child, 'close');
    if (code !== 0) throw new Error(`${name} ended with ${code}: ${stderr}`);
  }
}

async function gone(pid: number): Promise<void> {
  // A dead one stays listed until its parent has looked.
  const state = () => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') Z');
  while (!/\) [ZX]/.test(await state())) await setTimeout(5);
}
