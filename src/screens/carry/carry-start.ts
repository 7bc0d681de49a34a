/** Where carrying begins: its list, handing over at once, or a text that was already read. */
export type CarryStart =
  | { readonly kind: 'menu' }
  | { readonly kind: 'hand-over' }
  | { readonly kind: 'text'; readonly text: string };
