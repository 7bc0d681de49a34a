import type { ComponentChildren } from 'preact';
import { type Direction, DirectionPlate } from './direction-plate.tsx';
import { Icon } from './icon.tsx';
import { Logo } from './logo.tsx';
import css from './top-line.module.css';

export interface TopLineProps {
  /** Where: the gate's or the screen's name. */
  place: string;
  /** Quieter, beside it: the compound, the shift's hours. */
  detail?: string | undefined;
  /** The place is the screen's title; off where a verdict is. */
  isHeading?: boolean;
  hasLogo?: boolean;
  direction?: Direction | undefined;
  leave?: { kind: 'back' | 'cancel'; label: string; onClick: () => void };
  /** What is waiting: `Stat`s, always at the same place. */
  children?: ComponentChildren | undefined;
}

export function TopLine(props: TopLineProps) {
  const { place, detail, isHeading = true, hasLogo, direction, leave, children } = props;
  const name = <b>{place}</b>;
  return (
    <div class={css.top}>
      {leave && (
        <button type="button" class={css.leave} aria-label={leave.label} onClick={leave.onClick}>
          <Icon name={leave.kind === 'back' ? 'back' : 'x'} size="large" />
        </button>
      )}
      <div class={css.place}>
        {hasLogo && <Logo size={26} />}
        {direction && <DirectionPlate direction={direction} />}
        <div class={css.names}>
          {isHeading ? <h1>{name}</h1> : name}
          {detail && <span class={css.detail}>{detail}</span>}
        </div>
      </div>
      {children && <div class={css.stats}>{children}</div>}
    </div>
  );
}
