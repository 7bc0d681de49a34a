import { useEffect, useState } from 'preact/hooks';

/** Sections that work; the order is the rail's. */
export const SECTIONS = ['ledger', 'passes', 'settings'] as const;
export type Section = (typeof SECTIONS)[number];

const read = (): Section => {
  const name = location.hash.slice(1);
  return SECTIONS.find((section) => section === name) ?? 'ledger';
};

/** The section stands in the address, so that back and reload work; nothing else ever does. */
export function useSection(): Section {
  const [section, setSection] = useState(read);
  useEffect(() => {
    const listen = () => setSection(read());
    addEventListener('hashchange', listen);
    return () => removeEventListener('hashchange', listen);
  }, []);
  return section;
}
