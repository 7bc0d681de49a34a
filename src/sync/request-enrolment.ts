import { type ApiAnswer, clientOf } from '../api-client/api-client.ts';
import { type Bytes, equalBytes, fromBase64Url, toBase64Url, utf8 } from '../encoding/bytes.ts';
import { type EnrolAnswer, LOCALES, parseEnrolAnswer } from '../protocol/enrolment.ts';
import type { ProblemCode } from '../protocol/problem.ts';
import { readCertificate } from '../sealing/certificate.ts';
import { readKeyList, verifyKeysOf } from '../sealing/key-list.ts';
import { deviceIdOf, keyThumbprint } from '../sealing/keys.ts';
import type { DeviceIdentity } from '../storage/device-identity.ts';

export type EnrolmentAnswered =
  | { readonly kind: 'certified'; readonly identity: DeviceIdentity; readonly keyList: Bytes }
  /** The desk has to approve; `checkCode` are the four digits that it compares. */
  | { readonly kind: 'waiting'; readonly checkCode: string }
  | { readonly kind: 'refused'; readonly problem: ProblemCode }
  | { readonly kind: 'no-network' | 'wrong-server' };

export interface NewKey {
  readonly privateKey: CryptoKey;
  readonly publicKey: Bytes;
}

/** Has a new key certified. Believes nothing that does not hang on the root key whose hash the invitation carries. */
export function requestEnrolment(
  join: { readonly token: Bytes; readonly rootHash: Bytes },
  key: NewKey,
  name: string,
  locale: string,
  now: () => number,
): Promise<EnrolmentAnswered> {
  return ask('/api/enrol', join.rootHash, key, now, {
    token: toBase64Url(join.token),
    publicKey: toBase64Url(key.publicKey),
    name,
    locale: LOCALES.find((one) => one === locale) ?? LOCALES[0],
  });
}

/** Whether the desk has approved a key that was answered with `waiting`. Consumes nothing. */
export function requestApproval(
  rootHash: Bytes,
  key: NewKey,
  now: () => number,
): Promise<EnrolmentAnswered> {
  return ask('/api/enrol/wait', rootHash, key, now, { publicKey: toBase64Url(key.publicKey) });
}

async function ask(
  path: string,
  rootHash: Bytes,
  key: NewKey,
  now: () => number,
  request: object,
): Promise<EnrolmentAnswered> {
  const deviceId = await deviceIdOf(key.publicKey);
  const client = clientOf({ deviceId, privateKey: key.privateKey }, now);
  const answer: ApiAnswer = await client.call({
    method: 'POST',
    path,
    contentType: 'application/json',
    body: utf8(JSON.stringify(request)),
  });
  if (answer.kind === 'no-network') return answer;
  if (answer.kind === 'refused') return { kind: 'refused', problem: answer.problem };
  const parsed = parseEnrolAnswer(await answer.response.json().catch(() => null));
  if (!parsed.ok) return { kind: 'refused', problem: 'server-failed' };
  const { value } = parsed;
  switch (value.kind) {
    case 'waiting':
      return value;
    case 'enrolled':
      return certified(value, rootHash, { ...key, deviceId });
    default:
      throw new Error(`unknown answer ${(value satisfies never as EnrolAnswer).kind}`);
  }
}

async function certified(
  answer: Extract<EnrolAnswer, { kind: 'enrolled' }>,
  rootHash: Bytes,
  { deviceId, privateKey, publicKey }: NewKey & { readonly deviceId: string },
): Promise<EnrolmentAnswered> {
  const rootKey = fromBase64Url(answer.rootPublicKey);
  const keyList = fromBase64Url(answer.keyList);
  const certificate = fromBase64Url(answer.certificate);
  if (!rootKey || !keyList || !certificate) return { kind: 'wrong-server' };
  if (!equalBytes(await keyThumbprint(rootKey), rootHash)) return { kind: 'wrong-server' };
  const list = await readKeyList(keyList, rootKey, 0);
  if (!list.ok) return { kind: 'wrong-server' };
  const signers = await verifyKeysOf(list.list, 'certificate');
  const reading = await readCertificate(certificate, (keyId) => signers.get(keyId) ?? null);
  if (!reading.ok || !equalBytes(reading.content.publicKey, publicKey)) {
    return { kind: 'wrong-server' };
  }
  const { role, place, streetName } = answer;
  const identity: DeviceIdentity = {
    deviceId,
    privateKey,
    publicKey,
    certificate,
    rootKey,
    role,
    place,
    streetName,
  };
  return { kind: 'certified', keyList, identity };
}
