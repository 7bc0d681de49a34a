import { Client } from 'pg';
import { Cluster } from '../postgres/cluster.ts';

export interface SeedDatabase {
  /** With every host that takes writes sooner or later. */
  readonly url: string;
  /** Of the host that takes them at the moment. */
  readonly writableUrl: () => string;
  /** The whole PostgreSQL, killed and started again. */
  readonly restart: () => Promise<void>;
  /** The primary is killed for good, and its standby takes its place. */
  readonly failOver: () => Promise<void>;
  /** From then on there is a standby again, without which nothing is acknowledged. */
  readonly standBy: () => Promise<void>;
  readonly drop: () => Promise<void>;
}

const STANDBY = 'standby';

/** A PostgreSQL of the run's own, with a database for each seed. */
export class Databases {
  #primary: Cluster;
  #standby: Cluster | null = null;
  /** Where the primary was that is gone. */
  #freePort: number | null = null;
  #made = 0;

  private constructor(primary: Cluster) {
    this.#primary = primary;
  }

  static async start(): Promise<Databases> {
    return new Databases(await Cluster.start({ inMemory: true }));
  }

  async make(withStandby: boolean): Promise<SeedDatabase> {
    const name = `chaos_${this.#made}`;
    this.#made += 1;
    await this.#say(`CREATE DATABASE ${name}`);
    if (withStandby) await this.#standBy();
    const url = new URL(this.#primary.url(name));
    const hosts = [this.#primary, this.#standby].flatMap((one) => one?.port ?? []);
    return {
      url: url.href.replace(url.host, hosts.map((port) => `${url.hostname}:${port}`).join(',')),
      writableUrl: () => this.#primary.url(name),
      restart: async () => {
        await this.#primary.kill();
        await this.#primary.run();
      },
      failOver: () => this.#failOver(),
      standBy: () => this.#standBy(),
      drop: () => this.#say(`DROP DATABASE ${name} WITH (FORCE)`),
    };
  }

  async remove(): Promise<void> {
    await this.#standby?.remove();
    await this.#primary.remove();
  }

  async #standBy(): Promise<void> {
    if (this.#standby) return;
    // The servers know two addresses.
    const place = this.#freePort === null ? {} : { port: this.#freePort };
    this.#standby = await Cluster.follow(this.#primary, STANDBY, { inMemory: true, ...place });
    await this.#primary.waitFor(STANDBY);
  }

  async #failOver(): Promise<void> {
    const [lost, standby] = [this.#primary, this.#standby];
    if (!standby) throw new Error('there is no standby');
    await lost.kill();
    await standby.promote();
    this.#primary = standby;
    this.#standby = null;
    this.#freePort = lost.port;
    await lost.remove();
  }

  async #say(sql: string): Promise<void> {
    const client = new Client({ connectionString: this.#primary.url('postgres') });
    await client.connect();
    await client.query(sql);
    await client.end();
  }
}
