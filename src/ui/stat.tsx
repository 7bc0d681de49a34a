import { Icon, type IconName } from './icon.tsx';
import css from './stat.module.css';

export interface StatProps {
  value: string | number;
  label: string;
  /** Heard after the label: since when, what a tap does. */
  detail?: string | undefined;
  icon?: IconName | undefined;
  /** Late: the sync interval has passed. */
  isLate?: boolean;
  onClick?: (() => void) | undefined;
}

export function Stat({ value, label, detail, icon, isLate = false, onClick }: StatProps) {
  const face = (
    <>
      <b class={css.value}>
        {icon && <Icon name={icon} size="small" />}
        {value}
      </b>
      <span class={css.label}>
        {label}
        {detail && <span class="vh">{detail}</span>}
      </span>
    </>
  );
  const look = `${css.stat} ${isLate ? css.late : ''}`;
  return onClick ? (
    <button type="button" class={look} onClick={onClick}>
      {face}
    </button>
  ) : (
    <div class={look}>{face}</div>
  );
}
