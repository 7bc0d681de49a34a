import { exportRawPublicKey, generateSigningKeyPair } from '../sealing/keys.ts';
import { database } from '../storage/database.ts';
import { type DeviceIdentity, saveIdentity } from '../storage/device-identity.ts';
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
  | { readonly kind: 'wrong-server' };

/** The `join` part of an invitation, as `readJoin` gives it. */
export interface Join {
  readonly token: Uint8Array<ArrayBuffer>;
  readonly rootHash: Uint8Array<ArrayBuffer>;
  readonly mode: 'ask' | 'at-once';
}

const NAME_LENGTH = 40;

/** Makes this phone's key and has it certified. `name` is what the desk sees, 1 to 40 characters. */
export async function enrol(join: Join, name: string, now: number): Promise<Enrolled> {
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
  await database.documents.put({ name: 'keyList', bytes: keyList });
  await saveIdentity(identity);
  return { kind: 'enrolled', identity };
}
