import { may, type Permission, ROLES } from '../../domain/role.ts';
import type { RetentionAnswer } from '../../protocol/retention.ts';
import { readKeyList } from '../../sealing/key-list.ts';
import { accessDaysFor } from '../purge/purge-store.ts';
import type { RouteContext } from './route-context.ts';

const rolesWho = (permission: Permission) => ROLES.filter((role) => may(role, permission));

/** What is kept, until when, and who may see it; nothing of what it is. */
export function retentionRoutes({ app, store, keys, clock }: RouteContext): void {
  app.get('/api/retention', async (): Promise<RetentionAnswer> => {
    const days = await store.retention.days();
    const reading = await readKeyList(await keys.keyList(clock()), keys.rootPublicKey, 0);
    if (!reading.ok) throw new Error('a key list that is not our own');
    const months = reading.list.keys.filter(({ use }) => use === 'sealing');
    return {
      days,
      accessDays: accessDaysFor(days),
      purgedAt: await store.retention.purgedAt(),
      oldestAt: await store.retention.oldestAt(),
      months: months.map(({ keyId }) => keyId).sort(),
      readers: rolesWho('read-ledger'),
      fullNames: rolesWho('read-full-names'),
      accessReaders: rolesWho('read-accesses'),
    };
  });
}
