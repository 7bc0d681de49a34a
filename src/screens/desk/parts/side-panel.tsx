import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../../../ui/icon.tsx';
import { say } from '../../../words/i18n.ts';
import css from './side-panel.module.css';

interface SidePanelProps {
  /** Heard of the region. */
  label: string;
  title: ComponentChildren;
  about?: string;
  onClose: () => void;
  children: ComponentChildren;
}

/** What stands beside a list about one of its rows; takes the focus when it comes. */
export function SidePanel({ label, title, about, onClose, children }: SidePanelProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <aside class={css.panel} aria-label={label}>
      <header class={css.head}>
        <div class={css.whose}>
          <h2 ref={heading} tabIndex={-1}>
            {title}
          </h2>
          {about && <p class={css.about}>{about}</p>}
        </div>
        <button
          type="button"
          class={css.close}
          aria-label={say('household.close')}
          onClick={onClose}
        >
          <Icon name="x" />
        </button>
      </header>
      {children}
    </aside>
  );
}
