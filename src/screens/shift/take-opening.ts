export type Opening = 'find' | 'visitor';

/** What a shortcut on the home screen asks for: read once and taken out of the address, so that a reload starts as usual. */
export function takeOpening(): Opening | null {
  const address = new URL(location.href);
  const wanted = address.searchParams.get('open');
  if (wanted === null) return null;
  address.searchParams.delete('open');
  history.replaceState(history.state, '', address.pathname + address.search + address.hash);
  return wanted === 'find' || wanted === 'visitor' ? wanted : null;
}
