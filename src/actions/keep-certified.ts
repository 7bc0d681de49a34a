import type { Bytes } from '../encoding/bytes.ts';
import { database } from '../storage/database.ts';
import { type DeviceIdentity, saveIdentity } from '../storage/device-identity.ts';
import { forgetJoinWait } from '../storage/join-wait.ts';
import { forgetSaved } from '../storage/loss-detector.ts';
import { askToPersist } from '../storage/persistence.ts';

export interface Certified {
  readonly kind: 'enrolled';
  readonly identity: DeviceIdentity;
}

/** From now on this browser is the certified device; whatever it was before is forgotten. */
export async function keepCertified({
  identity,
  keyList,
}: {
  readonly identity: DeviceIdentity;
  readonly keyList: Bytes;
}): Promise<Certified> {
  void askToPersist();
  await forgetStreet();
  await database.documents.put({ name: 'keyList', bytes: keyList });
  await saveIdentity(identity);
  await forgetJoinWait();
  return { kind: 'enrolled', identity };
}

/** Segments are signed by the key that is given up: no other device could ever send them. */
async function forgetStreet(): Promise<void> {
  await database.transaction('rw', database.tables, () =>
    Promise.all(database.tables.map((table) => table.clear())),
  );
  forgetSaved();
}
