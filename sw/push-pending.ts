import { clientOf } from '../src/api-client/api-client.ts';
import { database } from '../src/storage/database.ts';
import { readIdentity } from '../src/storage/device-identity.ts';
import { pushLog } from '../src/sync/push-log.ts';
import { openIfThere } from './open-if-there.ts';

/** Dexie counts versions in tenths. */
const OUR_VERSION = Math.round(database.verno * 10);

/** Rejects when it should be tried again. A worker that is ended in the middle loses nothing: receipts move the cursor. */
export async function pushPending(): Promise<void> {
  // Under the page of another version the database is left as it is.
  if ((await installedVersion()) !== OUR_VERSION) return;
  const identity = await readIdentity();
  if (!identity) return;
  try {
    const { kind } = await pushLog(clientOf(identity), identity, Date.now);
    if (kind === 'failed' || kind === 'no-network') throw new Error(`the push ended as ${kind}`);
  } finally {
    database.close({ disableAutoOpen: false });
  }
}

async function installedVersion(): Promise<number | null> {
  const opened = await openIfThere();
  opened?.close();
  return opened?.version ?? null;
}
