import type { Role } from '../../../domain/role.ts';
import { Icon, type IconName } from '../../../ui/icon.tsx';
import { Logo } from '../../../ui/logo.tsx';
import { say } from '../../../words/i18n.ts';
import css from './desk-nav.module.css';
import { SECTIONS, type Section } from './use-section.ts';

const ICONS: Record<Section, IconName> = { ledger: 'ledger', passes: 'card', settings: 'rule' };

interface DeskNavProps {
  section: Section;
  placeName: string;
  streetName: string;
  role: Role;
}

/** A rail beside the page; on a phone a bar under it. */
export function DeskNav({ section, placeName, streetName, role }: DeskNavProps) {
  return (
    <nav class={css.nav} aria-label={say('desk.sections')}>
      <p class={css.logo}>
        <Logo size={26} />
        {say('app.name')}
      </p>
      <ul class={css.sections}>
        {SECTIONS.map((name) => (
          <li key={name}>
            <a href={`#${name}`} aria-current={name === section ? 'page' : undefined}>
              <Icon name={ICONS[name]} />
              {say(`desk.section-${name}`)}
            </a>
          </li>
        ))}
      </ul>
      <p class={css.me}>
        <b>{placeName}</b>
        {streetName !== placeName && <span>{streetName}</span>}
        <span>{say(`role.${role}`)}</span>
      </p>
    </nav>
  );
}
