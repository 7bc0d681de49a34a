import { createCipheriv, createDecipheriv, createHash, randomBytes, scrypt } from 'node:crypto';
import * as v from 'valibot';

/**
 * All key files in one, encrypted under a passphrase:
 *
 *     "kadian keys" 0A ‖ version(1) ‖ log2 N(1) ‖ r(1) ‖ p(1) ‖ salt(16) ‖ nonce(12)
 *     ‖ AES-256-GCM(JSON {"files": {name: base64}}) ‖ tag(16) ‖ SHA-256(all before)(32)
 *
 * The AES key is scrypt(passphrase in NFKC, salt); the additional data is everything before the ciphertext. The hash at
 * the end tells a damaged file from a wrong passphrase.
 */
const MAGIC = Buffer.from('kadian keys\n', 'latin1');
const VERSION = 1;
/** 128 MiB and about half a second for every guess. */
const COST = { log2N: 17, r: 8, p: 1 };
const HIGHEST_COST = { log2N: 20, r: 8, p: 4 };
const HEADER_BYTES = MAGIC.length + 4 + 16 + 12;
const TAG_BYTES = 16;
const HASH_BYTES = 32;

const schema = v.strictObject({
  files: v.record(v.pipe(v.string(), v.regex(/^[\w-][\w.-]{0,199}$/)), v.string()),
});

export type KeyFiles = ReadonlyMap<string, Buffer>;

type ArchiveReading =
  | { readonly ok: true; readonly files: KeyFiles }
  | { readonly ok: false; readonly why: 'not-an-archive' | 'newer' | 'damaged' | 'passphrase' };

function keyOf(passphrase: string, salt: Uint8Array, cost: typeof COST): Promise<Buffer> {
  const N = 2 ** cost.log2N;
  const { r, p } = cost;
  return new Promise((resolve, reject) => {
    const options = { N, r, p, maxmem: 256 * N * r };
    scrypt(passphrase.normalize('NFKC'), salt, 32, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

export async function sealKeyFiles(files: KeyFiles, passphrase: string): Promise<Buffer> {
  const [salt, nonce] = [randomBytes(16), randomBytes(12)];
  const cost = Buffer.from([VERSION, COST.log2N, COST.r, COST.p]);
  const header = Buffer.concat([MAGIC, cost, salt, nonce]);
  const cipher = createCipheriv('aes-256-gcm', await keyOf(passphrase, salt, COST), nonce);
  cipher.setAAD(header);
  const base64 = [...files].map(([name, bytes]) => [name, bytes.toString('base64')]);
  const plain = JSON.stringify({ files: Object.fromEntries(base64) });
  const sealed = [cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()];
  const body = Buffer.concat([header, ...sealed]);
  return Buffer.concat([body, sha256(body)]);
}

export async function openKeyFiles(archive: Buffer, passphrase: string): Promise<ArchiveReading> {
  if (!archive.subarray(0, MAGIC.length).equals(MAGIC)) {
    return { ok: false, why: 'not-an-archive' };
  }
  const version = archive[MAGIC.length] ?? 0;
  if (version > VERSION) return { ok: false, why: 'newer' };
  const body = archive.subarray(0, -HASH_BYTES);
  const isWhole = body.length >= HEADER_BYTES + TAG_BYTES && version === VERSION;
  if (!isWhole || !sha256(body).equals(archive.subarray(-HASH_BYTES))) {
    return { ok: false, why: 'damaged' };
  }
  const header = body.subarray(0, HEADER_BYTES);
  const [log2N = 0, r = 0, p = 0] = header.subarray(MAGIC.length + 1);
  const tooCostly = log2N > HIGHEST_COST.log2N || r > HIGHEST_COST.r || p > HIGHEST_COST.p;
  if (tooCostly || log2N < 1 || r < 1 || p < 1) return { ok: false, why: 'damaged' };
  const salt = header.subarray(MAGIC.length + 4, MAGIC.length + 20);
  const key = await keyOf(passphrase, salt, { log2N, r, p });
  const decipher = createDecipheriv('aes-256-gcm', key, header.subarray(MAGIC.length + 20), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(header);
  decipher.setAuthTag(body.subarray(-TAG_BYTES));
  let plain: Buffer;
  try {
    plain = Buffer.concat([
      decipher.update(body.subarray(HEADER_BYTES, -TAG_BYTES)),
      decipher.final(),
    ]);
  } catch {
    return { ok: false, why: 'passphrase' };
  }
  const { files } = v.parse(schema, JSON.parse(plain.toString('utf8')));
  return {
    ok: true,
    files: new Map(
      Object.entries(files).map(([name, text]) => [name, Buffer.from(text, 'base64')]),
    ),
  };
}

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
