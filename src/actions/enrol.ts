import { exportRawPublicKey, generateSigningKeyPair } from '../sealing/keys.ts';
import { database } from '../storage/database.ts';
import { type DeviceIdentity, readIdentity, saveIdentity } from '../storage/device-identity.ts';
import { forgetDatabaseLoss } from '../storage/loss-detector.ts';
import { countPending } from '../storage/pending.ts';
import { askToPersist } from '../storage/persistence.ts';
import { readSettings } from '../storage/settings.ts';
import { requestEnrolment } from '../sync/request-enrolment.ts';
import { boundedText } from './bounded-text.ts';

export type Enrolled =
  | { readonly kind: 'enrolled'; readonly identity: DeviceIdentity }
  /** The server said no; `problem` is its code. */
  | { readonly kind: 'refused'; readonly problem: string }
  | { readonly kind: 'no-network' }
  /** The server's root key is not the one that the invitation names. Nothing was kept. */
  | { readonly kind: 'wrong-server' }
  /** This phone already belongs to a street, and holds records that it never received. Nothing was asked. */
  | { readonly kind: 'unsent'; readonly pending: number; readonly streetName: string };

/** The `join` part of an invitation, as `readJoin` gives it. */
export interface Join {
  readonly token: Uint8Array<ArrayBuffer>;
  readonly rootHash: Uint8Array<ArrayBuffer>;
  readonly mode: 'ask' | 'at-once';
}

const NAME_LENGTH = 40;

/**
 * Makes this phone's key and has it certified. `name` is what the desk sees, 1 to 40 characters. A phone that was
 * enrolled before begins anew: what it held is forgotten, but unsent records only with `discardUnsent`.
 */
export async function enrol(
  join: Join,
  name: string,
  now: number,
  { discardUnsent = false }: { readonly discardUnsent?: boolean } = {},
): Promise<Enrolled> {
  const before = await readIdentity();
  const pending = before ? await countPending() : 0;
  if (before && pending > 0 && !discardUnsent) {
    return { kind: 'unsent', pending, streetName: before.streetName };
  }
  const keyPair = await generateSigningKeyPair(false);
  const publicKey = await exportRawPublicKey(keyPair.publicKey);
  const { privateKey } = keyPair;
  const shown = boundedText(name, NAME_LENGTH);
  const { locale } = await readSettings();
  const answered = await requestEnrolment(
    join,
    { privateKey, publicKey },
    shown,
    locale ?? navigator.language,
    now,
  );
  if (answered.kind !== 'certified') return answered;
  const { identity, keyList } = answered;
  void askToPersist();
  await forgetStreet();
  await database.documents.put({ name: 'keyList', bytes: keyList });
  await saveIdentity(identity);
  return { kind: 'enrolled', identity };
}

/** Segments are signed by the key that is given up: no other device could ever send them. */
async function forgetStreet(): Promise<void> {
  await database.transaction('rw', database.tables, () =>
    Promise.all(database.tables.map((table) => table.clear())),
  );
  await forgetDatabaseLoss();
}
