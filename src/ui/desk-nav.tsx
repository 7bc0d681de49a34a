import { say } from '../words/i18n.ts';
import css from './desk-nav.module.css';
import { Icon, type IconName } from './icon.tsx';
import { Logo } from './logo.tsx';

export interface DeskSection {
  href: string;
  label: string;
  icon: IconName;
  isHere?: boolean;
  /** Open cases; nothing is shown for none. */
  count?: number | undefined;
}

export interface DeskNavProps {
  sections: readonly DeskSection[];
  /** Who works at this desk: a name, then where and as what. */
  me?: { name: string; lines: readonly string[] } | undefined;
  /** Given, links do not load a page. */
  onGo?: ((href: string) => void) | undefined;
}

export function DeskNav({ sections, me, onGo }: DeskNavProps) {
  return (
    <header class={css.rail}>
      <p class={css.logo}>
        <Logo size={26} />
        <span>{say('app.name')}</span>
      </p>
      <nav class={css.nav} aria-label={say('app.sections')}>
        <ul>
          {sections.map(({ href, label, icon, isHere, count }) => (
            <li key={href}>
              <a
                href={href}
                aria-current={isHere ? 'page' : undefined}
                onClick={(event) => {
                  if (!onGo || event.ctrlKey || event.metaKey || event.shiftKey) return;
                  event.preventDefault();
                  onGo(href);
                }}
              >
                <Icon name={icon} />
                <span>{label}</span>
                {count ? <b class={css.count}>{count}</b> : null}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {me && (
        <p class={css.me}>
          <b>{me.name}</b>
          {me.lines.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </p>
      )}
    </header>
  );
}
