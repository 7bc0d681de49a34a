/**
 * An invitation's token must not stay in the address bar, the history or a shared screen: read once, gone at once. Only
 * where the page has to be opened again in another browser from its address it `stays`.
 */
export function takeInvitation(stays: boolean): string | null {
  const { hash, pathname, search } = location;
  if (!hash.startsWith('#join=')) return null;
  if (!stays) history.replaceState(history.state, '', pathname + search);
  return hash.slice(1);
}
