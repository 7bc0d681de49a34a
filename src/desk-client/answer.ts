/** Why a request brought nothing. Only `server-away` and `too-many` pass by themselves. */
export type DeskFailure =
  | 'server-away'
  | 'server-failed'
  | 'not-allowed'
  | 'revoked'
  | 'not-found'
  | 'too-many'
  | 'unreadable'
  /** The street's state or rules stand against it: `detail` says which. */
  | 'refused';

export type Answer<T> =
  | { readonly kind: 'answer'; readonly value: T }
  | {
      readonly kind: 'failed';
      readonly why: DeskFailure;
      /** The problem's own `why`, for a sentence that says what to do; null when it gave none. */
      readonly detail: string | null;
    };

export const failed = (why: DeskFailure, detail: string | null = null): Answer<never> => ({
  kind: 'failed',
  why,
  detail,
});
