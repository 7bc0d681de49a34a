/**
 * What a field on a form was found to be. `odd` never stops anybody: the text is kept as it was
 * typed and the reason is shown beside it.
 */
export type CheckedField<Why extends string> =
  | { readonly kind: 'ok'; readonly normal: string }
  | { readonly kind: 'odd'; readonly why: Why }
  | { readonly kind: 'empty' };
