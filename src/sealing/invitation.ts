import { type Bytes, fromBase64Url, toBase64Url } from '../encoding/bytes.ts';

/** `ask`: an invitation for one device that shows what it is before joining; `at-once`: joins without a question. */
export type JoinMode = 'ask' | 'at-once';

export interface Join {
  /** 16 random bytes, good for one enrolment. */
  readonly token: Bytes;
  /** keyThumbprint of the root key that the server must prove. */
  readonly rootHash: Bytes;
  readonly mode: JoinMode;
}

/** What stands behind the '#' of an invitation link: a fragment never reaches a server or its logs. */
export function joinFragment({ token, rootHash, mode }: Join): string {
  if (token.length !== 16 || rootHash.length !== 32) throw new RangeError('join');
  return `join=${mode}.${toBase64Url(token)}.${toBase64Url(rootHash)}`;
}

/** From the fragment, with or without its '#', or a whole link; null when it is no invitation. */
export function readJoin(text: string): ({ readonly kind: 'join' } & Join) | null {
  if (text.length > 1000) return null;
  const fragment = text.slice(text.indexOf('#') + 1);
  const match = /^join=(ask|at-once)\.([\w-]{22})\.([\w-]{43})$/.exec(fragment);
  const token = fromBase64Url(match?.[2] ?? '');
  const rootHash = fromBase64Url(match?.[3] ?? '');
  if (token?.length !== 16 || rootHash?.length !== 32) return null;
  return { kind: 'join', token, rootHash, mode: match?.[1] as JoinMode };
}
