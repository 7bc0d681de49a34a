import { Client } from 'pg';
import { Cluster } from '../postgres/cluster.ts';

interface SeedDatabase {
  readonly url: string;
  /** The whole PostgreSQL, killed and started again. */
  readonly restart: () => Promise<void>;
}

interface Databases {
  make(): Promise<SeedDatabase>;
  remove(): Promise<void>;
}

/** A PostgreSQL of the run's own, with a database for each seed. */
export async function startDatabases(): Promise<Databases> {
  const cluster = await Cluster.start({ inMemory: true });
  let made = 0;
  return {
    async make() {
      const name = `chaos_${made}`;
      made += 1;
      const client = new Client({ connectionString: cluster.url('postgres') });
      await client.connect();
      await client.query(`CREATE DATABASE ${name}`);
      await client.end();
      return {
        url: cluster.url(name),
        async restart() {
          await cluster.kill();
          await cluster.run();
        },
      };
    },
    remove: () => cluster.remove(),
  };
}
