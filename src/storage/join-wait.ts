import { createStore, del, get, set } from 'idb-keyval';
import type { Bytes } from '../encoding/bytes.ts';
import { answersInTime } from './storage-state.ts';

/** A key that waits for the desk to approve it. Kept beside the identity, so that a reload goes on waiting. */
export interface JoinWait {
  /** Not extractable. */
  readonly privateKey: CryptoKey;
  /** Raw point, 65 bytes. */
  readonly publicKey: Bytes;
  /** keyThumbprint of the root key that the server must prove, as the invitation named it. */
  readonly rootHash: Bytes;
  /** The four digits that the desk compares. */
  readonly checkCode: string;
  /** Records that another street never received may be lost: the person was asked. */
  readonly discardUnsent: boolean;
}

const store = createStore('kadian-device', 'identity');

export async function readJoinWait(): Promise<JoinWait | null> {
  return (await answersInTime(get<JoinWait>('join-wait', store))) ?? null;
}

export const saveJoinWait = (wait: JoinWait): Promise<void> => set('join-wait', wait, store);

export const forgetJoinWait = (): Promise<void> => del('join-wait', store);
