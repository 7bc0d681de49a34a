import type { ApiClient } from '../api-client/api-client.ts';
import { fromBase64Url } from '../encoding/bytes.ts';
import { parseKeyListAnswer } from '../protocol/key-list.ts';
import { type KeyList, readKeyList } from '../sealing/key-list.ts';
import { database } from '../storage/database.ts';
import type { DeviceIdentity } from '../storage/device-identity.ts';
import { readTrustedKeys } from '../storage/street-documents.ts';

/**
 * Signed by the pinned root, and never an older one than we have. Null: not to be trusted, and nothing was kept. `version`: the
 * server's name for it, if it gave one.
 */
export async function saveKeyList(
  text: string,
  identity: Pick<DeviceIdentity, 'rootKey'>,
  version?: string,
): Promise<KeyList | null> {
  const known = await readTrustedKeys(identity);
  const bytes = fromBase64Url(text);
  const reading = bytes && (await readKeyList(bytes, identity.rootKey, known?.version ?? 0));
  if (!bytes || !reading?.ok) return null;
  await database.documents.put({
    name: 'keyList',
    bytes,
    ...(version !== undefined && { version }),
  });
  return reading.list;
}

/** For whoever may not pull any more, or met a key that the last pull did not bring. Null: nothing newer was to be had. */
export async function fetchKeyList(
  client: ApiClient,
  identity: Pick<DeviceIdentity, 'rootKey'>,
): Promise<KeyList | null> {
  const answer = await client.call({ method: 'GET', path: '/api/key-list' });
  if (answer.kind !== 'answer') return null;
  const parsed = parseKeyListAnswer(await answer.response.json().catch(() => null));
  return parsed.ok ? saveKeyList(parsed.value.keyList, identity) : null;
}
