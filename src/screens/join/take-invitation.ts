/** An invitation's token must not stay in the address bar, the history or a shared screen: read once, gone at once. */
export function takeInvitation(): string | null {
  const { hash, pathname, search } = location;
  if (!hash.startsWith('#join=')) return null;
  history.replaceState(history.state, '', pathname + search);
  return hash.slice(1);
}
