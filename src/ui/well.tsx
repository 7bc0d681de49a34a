import type { ComponentChildren } from 'preact';
import { say } from '../words/i18n.ts';
import { Icon, type IconName } from './icon.tsx';
import css from './well.module.css';

export interface WellProps {
  /** Where to hold what: a square code, or a card. */
  frame?: 'code' | 'card' | undefined;
  /** The line in the corner: 把码放进框里. */
  line?: string | undefined;
  /** Asleep: the well is black, the mark stays, a tap anywhere wakes it. */
  isAsleep?: boolean;
  onWake?: (() => void) | undefined;
  tool?: { icon: IconName; label: string; isOn: boolean; onClick: () => void } | undefined;
  /** The `<video>`; it covers the well. */
  children?: ComponentChildren | undefined;
}

const frames = { code: [186, 186, 40], card: [276, 176, 44] } as const;

function Corners({ frame }: { frame: 'code' | 'card' }) {
  const [width, height, arm] = frames[frame];
  const [right, bottom] = [width + 4, height + 4];
  const d =
    `M4 ${4 + arm}V4h${arm}M${right - arm} 4H${right}v${arm}` +
    `M${right} ${bottom - arm}V${bottom}h-${arm}M${4 + arm} ${bottom}H4v-${arm}`;
  return (
    <svg
      class={css.corners}
      width={width + 8}
      height={height + 8}
      viewBox={`0 0 ${width + 8} ${height + 8}`}
      aria-hidden="true"
    >
      <path class={css.shade} d={d} />
      <path class={css.corner} d={d} />
    </svg>
  );
}

/** The camera's frame. It knows nothing of cameras: the picture comes in as a child. */
export function Well({ frame = 'code', line, isAsleep, onWake, tool, children }: WellProps) {
  return (
    <section class={`${css.well} ${css[frame]}`} aria-label={say('well.label')}>
      {children}
      <Corners frame={frame} />
      {isAsleep ? (
        <button type="button" class={css.wake} onClick={onWake}>
          <span>{say('well.wake')}</span>
        </button>
      ) : (
        <>
          {line && <p class={css.line}>{line}</p>}
          {tool && (
            <button type="button" class={css.tool} aria-pressed={tool.isOn} onClick={tool.onClick}>
              <Icon name={tool.icon} size="large" />
              {tool.label}
            </button>
          )}
        </>
      )}
    </section>
  );
}
