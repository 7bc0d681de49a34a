import { useEffect, useState } from 'preact/hooks';
import { may, type Permission, type Role } from '../../../domain/role.ts';

/** The order is the rail's. */
export const SECTIONS = [
  'today',
  'ledger',
  'report',
  'watch',
  'rota',
  'notices',
  'handbook',
  'paper',
  'people',
  'roster',
  'phones',
  'passes',
  'places',
  'rules',
  'settings',
] as const;
export type Section = (typeof SECTIONS)[number];

const NEEDED: Record<Section, Permission | null> = {
  today: 'read-ledger',
  ledger: 'read-ledger',
  report: 'read-ledger',
  watch: 'read-ledger',
  rota: 'read-ledger',
  notices: 'read-ledger',
  handbook: 'read-ledger',
  paper: 'enter-paper',
  people: 'keep-marks',
  roster: 'import-roster',
  phones: 'invite',
  passes: 'issue-passes',
  places: 'manage-places',
  rules: 'read-ledger',
  settings: null,
};

/** Nobody is shown a section that the server would refuse them. */
export const sectionsFor = (role: Role): readonly Section[] =>
  SECTIONS.filter((section) => {
    const needed = NEEDED[section];
    return needed === null || may(role, needed);
  });

const read = (sections: readonly Section[]): Section => {
  const name = location.hash.slice(1);
  return sections.find((section) => section === name) ?? sections[0] ?? 'settings';
};

/** The section stands in the address, so that back and reload work; nothing else ever does. */
export function useSection(sections: readonly Section[]): Section {
  const [section, setSection] = useState(() => read(sections));
  useEffect(() => {
    const listen = () => setSection(read(sections));
    addEventListener('hashchange', listen);
    return () => removeEventListener('hashchange', listen);
  }, [sections]);
  return section;
}
