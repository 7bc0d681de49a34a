import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { KEY_USES, type KeyUse } from '../../sealing/key-list.ts';
import {
  exportPrivateJwk,
  generateAgreementKeyPair,
  generateSigningKeyPair,
  type PrivateJwk,
} from '../../sealing/keys.ts';
import { writeOnce } from '../durable-file.ts';
import { StartProblem } from '../start-problem.ts';

export type FileUse = KeyUse | 'root';

/** One private key in one file. Times in epoch ms. */
export interface KeyFile {
  readonly use: FileUse;
  readonly keyId: string;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly privateKey: PrivateJwk;
}

const schema = v.strictObject({
  use: v.picklist([...KEY_USES, 'root']),
  keyId: v.string(),
  notBefore: v.number(),
  notAfter: v.number(),
  privateKey: v.strictObject({
    kty: v.literal('EC'),
    crv: v.literal('P-256'),
    x: v.string(),
    y: v.string(),
    d: v.string(),
  }),
});

export const keyFileName = (use: FileUse, keyId: string): string => `${use}-${keyId}.json`;

/** @throws StartProblem when the file is not a key. */
export async function readKeyFile(folder: string, name: string): Promise<KeyFile> {
  try {
    return v.parse(schema, JSON.parse(await readFile(join(folder, name), 'utf8')));
  } catch {
    throw new StartProblem(
      `The key file ${join(folder, name)} cannot be read: restore it from its backup.`,
    );
  }
}

/** A new key, or the one that somebody else made first: two makers end with the same key. */
export async function makeKeyFile(
  folder: string,
  fields: Omit<KeyFile, 'privateKey'>,
): Promise<KeyFile> {
  const pair =
    fields.use === 'sealing'
      ? await generateAgreementKeyPair(true)
      : await generateSigningKeyPair(true);
  const file: KeyFile = { ...fields, privateKey: await exportPrivateJwk(pair.privateKey) };
  const name = keyFileName(file.use, file.keyId);
  const isFirst = await writeOnce(join(folder, name), `${JSON.stringify(file, null, 2)}\n`);
  return isFirst ? file : readKeyFile(folder, name);
}
