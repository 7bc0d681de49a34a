import type { TestProject } from 'vitest/node';
import { migrate } from '../../src/server/store/migrations.ts';
import { readPostgresAddress } from '../../src/server/store/postgres-address.ts';
import { openPostgres } from '../../src/server/store/postgres-database.ts';
import { Cluster } from './cluster.ts';

const TEMPLATE = 'kadian_template';

/** One PostgreSQL for all tests of a run; those that kill one start their own. */
export default async function startPostgres(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await Cluster.start({ inMemory: true });
  try {
    const server = openPostgres(readPostgresAddress(cluster.url('postgres')), 1);
    await server.run(`CREATE DATABASE ${TEMPLATE} TEMPLATE template0`);
    await server.close();
    const template = openPostgres(readPostgresAddress(cluster.url(TEMPLATE)), 1);
    await migrate(template);
    await template.close();
  } catch (error) {
    await cluster.remove();
    throw error;
  }
  project.provide('postgresTemplate', cluster.url(TEMPLATE));
  return () => cluster.remove();
}
