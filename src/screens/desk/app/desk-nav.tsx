import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Role } from '../../../domain/role.ts';
import { Icon, type IconName } from '../../../ui/icon.tsx';
import { Logo } from '../../../ui/logo.tsx';
import { say } from '../../../words/i18n.ts';
import { useNarrow } from '../parts/use-narrow.ts';
import css from './desk-nav.module.css';
import type { Section } from './use-section.ts';

const ICONS: Record<Section, IconName> = {
  today: 'map',
  ledger: 'ledger',
  report: 'report',
  watch: 'fever',
  rota: 'rota',
  notices: 'horn',
  handbook: 'book',
  paper: 'edit',
  people: 'guest',
  roster: 'people',
  phones: 'phone',
  passes: 'card',
  places: 'places',
  rules: 'rule',
  settings: 'nut',
};

/** As many as a bar of 360 px holds with their words. */
const IN_BAR = 5;

interface DeskNavProps {
  sections: readonly Section[];
  section: Section;
  placeName: string;
  streetName: string;
  role: Role;
}

/** A rail beside the page; on a phone a bar under it. */
export function DeskNav({ sections, section, placeName, streetName, role }: DeskNavProps) {
  const isNarrow = useNarrow();
  const isShort = isNarrow && sections.length > IN_BAR;
  const shown = isShort ? sections.slice(0, IN_BAR - 1) : sections;
  const entry = (name: Section, onPick?: () => void) => (
    <li key={name}>
      <a href={`#${name}`} aria-current={name === section ? 'page' : undefined} onClick={onPick}>
        <Icon name={ICONS[name]} />
        {say(`desk.section-${name}`)}
      </a>
    </li>
  );
  return (
    <nav class={css.nav} aria-label={say('desk.sections')}>
      <p class={css.logo}>
        <Logo size={26} />
        {say('app.name')}
      </p>
      <ul class={css.sections}>
        {shown.map((name) => entry(name))}
        {isShort && (
          <More isHere={!shown.includes(section)}>
            {(onPick) => sections.slice(IN_BAR - 1).map((name) => entry(name, onPick))}
          </More>
        )}
      </ul>
      <p class={css.me}>
        <b>{placeName}</b>
        {streetName !== placeName && <span>{streetName}</span>}
        <span>{say(`role.${role}`)}</span>
      </p>
    </nav>
  );
}

interface MoreProps {
  /** The section in view is among those that it hides. */
  isHere: boolean;
  children: (onPick: () => void) => ComponentChildren;
}

/** Closes by a choice, by Escape and by a tap beside it. */
function More({ isHere, children }: MoreProps) {
  const [isOpen, setOpen] = useState(false);
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setOpen(false);
    };
    const onPress = (event: Event) => {
      if (!item.current?.contains(event.target as Node)) setOpen(false);
    };
    addEventListener('keydown', onKey);
    addEventListener('pointerdown', onPress);
    return () => {
      removeEventListener('keydown', onKey);
      removeEventListener('pointerdown', onPress);
    };
  }, [isOpen]);
  return (
    <li ref={item}>
      <button
        type="button"
        class={isHere ? css.here : undefined}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="more" />
        {say('desk.more')}
      </button>
      {isOpen && <ul class={css.rest}>{children(() => setOpen(false))}</ul>}
    </li>
  );
}
