/** Why a request brought nothing. Only `server-away` and `too-many` pass by themselves. */
export type DeskFailure =
  | 'server-away'
  | 'server-failed'
  | 'not-allowed'
  | 'revoked'
  | 'not-found'
  | 'too-many'
  | 'unreadable';

export type Answer<T> =
  | { readonly kind: 'answer'; readonly value: T }
  | { readonly kind: 'failed'; readonly why: DeskFailure };

export const failed = (why: DeskFailure): Answer<never> => ({ kind: 'failed', why });
