import { toBase64Url } from '../encoding/bytes.ts';
import { exportRawPublicKey, generateSigningKeyPair } from '../sealing/keys.ts';
import { countCarriedWaiting } from '../storage/carried-logs.ts';
import { readIdentity } from '../storage/device-identity.ts';
import { saveJoinWait } from '../storage/join-wait.ts';
import { countPending } from '../storage/pending.ts';
import { askToPersist } from '../storage/persistence.ts';
import { readSettings } from '../storage/settings.ts';
import {
  type EnrolmentAnswered,
  type NewKey,
  requestApproval,
  requestEnrolment,
} from '../sync/request-enrolment.ts';
import { boundedText } from './bounded-text.ts';
import { type Certified, keepCertified } from './keep-certified.ts';
import type { Invitation } from './read-invitation.ts';

export type Enrolled =
  | Certified
  /** The desk has to approve: `askApproval` goes on from here, also after a reload. */
  | { readonly kind: 'waiting'; readonly checkCode: string }
  /** The server said no; `problem` is its code. */
  | { readonly kind: 'refused'; readonly problem: string }
  | { readonly kind: 'no-network' }
  /** The server's root key is not the one that the invitation names. Nothing was kept. */
  | { readonly kind: 'wrong-server' }
  | Unsent;

/** This phone already belongs to a street, and holds records that it never received. Nothing was asked. */
export interface Unsent {
  readonly kind: 'unsent';
  readonly pending: number;
  readonly streetName: string;
}

const NAME_LENGTH = 40;

/**
 * Makes this phone's key and has it certified. `name` is what the desk sees, 1 to 40 characters. A phone that was
 * enrolled before begins anew: what it held is forgotten, but unsent records only with `discardUnsent`.
 */
export async function enrol(
  join: Invitation,
  name: string,
  now: () => number,
  { discardUnsent = false }: { readonly discardUnsent?: boolean } = {},
): Promise<Enrolled> {
  const unsent = discardUnsent ? null : await unsentRecords();
  if (unsent) return unsent;
  const token = toBase64Url(join.token);
  const key = unanswered?.token === token ? unanswered.key : await newKey();
  const answered = await certify(join, key, name, now);
  unanswered = answered.kind === 'no-network' ? { token, key } : null;
  switch (answered.kind) {
    case 'certified':
      return keepCertified(answered);
    case 'waiting':
      void askToPersist();
      await saveJoinWait({
        ...key,
        rootHash: join.rootHash,
        checkCode: answered.checkCode,
        discardUnsent,
      });
      return answered;
    default:
      return answered;
  }
}

/** The last try whose answer never came: the server may have taken it, so the next one must not be another phone. */
let unanswered: { readonly token: string; readonly key: NewKey } | null = null;

async function newKey(): Promise<NewKey> {
  const { privateKey, publicKey } = await generateSigningKeyPair(false);
  return { privateKey, publicKey: await exportRawPublicKey(publicKey) };
}

async function certify(
  join: Invitation,
  key: NewKey,
  name: string,
  now: () => number,
): Promise<EnrolmentAnswered> {
  if (unanswered?.key === key) {
    const taken = await requestApproval(join.rootHash, key, now);
    if (taken.kind !== 'refused') return taken;
  }
  const { locale } = await readSettings();
  const shown = boundedText(name, NAME_LENGTH);
  return requestEnrolment(join, key, shown, locale ?? navigator.language, now);
}

/** Null: nothing would be lost if this phone went to another street. */
export async function unsentRecords(): Promise<Unsent | null> {
  const before = await readIdentity();
  // What it carries for others would be lost as well.
  const pending = before ? (await countPending()) + (await countCarriedWaiting()) : 0;
  return before && pending > 0 ? { kind: 'unsent', pending, streetName: before.streetName } : null;
}
