import type { ComponentChildren } from 'preact';
import css from './desk-button.module.css';
import { Icon, type IconName } from './icon.tsx';

interface Face {
  kind?: 'main' | 'outlined' | 'still' | undefined;
  icon?: IconName | undefined;
  children: ComponentChildren;
}

export interface DeskButtonProps extends Face {
  onClick: () => void;
  isBusy?: boolean;
}

const face = ({ icon, children }: Face) => (
  <>
    {icon && <Icon name={icon} size="small" />}
    <span>{children}</span>
  </>
);

export function DeskButton({
  kind = 'outlined',
  onClick,
  isBusy = false,
  ...rest
}: DeskButtonProps) {
  return (
    <button
      type="button"
      class={`${css.button} ${css[kind]}`}
      aria-busy={isBusy}
      aria-disabled={isBusy}
      onClick={isBusy ? undefined : onClick}
    >
      {face(rest)}
    </button>
  );
}

export function DeskLink({
  kind = 'outlined',
  href,
  download,
  ...rest
}: Face & { href: string; download?: string }) {
  return (
    <a class={`${css.button} ${css[kind]}`} href={href} download={download}>
      {face(rest)}
    </a>
  );
}
