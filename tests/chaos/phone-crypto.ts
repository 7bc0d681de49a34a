import { createHash } from 'node:crypto';

const HASHES: Readonly<Record<string, string>> = { 'SHA-256': 'sha256', 'SHA-512': 'sha512' };

/** Node's WebCrypto hands every digest to another thread, which takes fifty times as long as the digest itself. */
async function digest(algorithm: string, data: Uint8Array): Promise<ArrayBuffer> {
  const hash = HASHES[algorithm];
  if (!hash) throw new DOMException(algorithm, 'NotSupportedError');
  return new Uint8Array(createHash(hash).update(data).digest()).buffer;
}

const bound = <T extends object>(object: T, names: readonly (keyof T & string)[]) =>
  Object.fromEntries(names.map((name) => [name, (object[name] as () => unknown).bind(object)]));

/** WebCrypto as the phone finds it. */
export const phoneCrypto = {
  ...bound(crypto, ['getRandomValues', 'randomUUID']),
  subtle: {
    ...bound(crypto.subtle, [
      'decrypt',
      'deriveBits',
      'deriveKey',
      'encrypt',
      'exportKey',
      'generateKey',
      'importKey',
      'sign',
      'verify',
    ]),
    digest,
  },
};
