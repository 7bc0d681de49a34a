import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';
import css from './row.module.css';
import { type Verdict, VerdictMark } from './verdict-mark.tsx';

/** Hairlines between, nothing around. */
export function Rows({ label, children }: { label?: string; children: ComponentChildren }) {
  return (
    <section class={css.rows} aria-label={label}>
      {children}
    </section>
  );
}

/** The one sentence where rows would be. */
export function NoRows({ children }: { children: ComponentChildren }) {
  return <p class={css.none}>{children}</p>;
}

/** A heading over rows, with a quiet word at its end. */
export function RowsHead({
  children,
  end,
}: {
  children: ComponentChildren;
  end?: string | undefined;
}) {
  return (
    <div class={css.head}>
      <h2>{children}</h2>
      {end && <span>{end}</span>}
    </div>
  );
}

export interface RowProps {
  icon?: IconName | undefined;
  verdict?: Verdict | undefined;
  /** Bold: usually a masked name. */
  title: ComponentChildren;
  /** After the title, not bold. */
  after?: string | undefined;
  detail?: ComponentChildren | undefined;
  /** The number at the end: a running clock. */
  end?: string | undefined;
  /** What `end` says when heard. */
  endLabel?: string | undefined;
  /** Below `end`. */
  endNote?: string | undefined;
  /** The clock has run out: the row wants a look. */
  isDue?: boolean;
  onClick?: (() => void) | undefined;
  href?: string | undefined;
}

export function Row(props: RowProps) {
  const { icon, verdict, title, after, detail, end, endLabel, endNote, isDue, onClick, href } =
    props;
  const face = (
    <>
      {verdict && <VerdictMark verdict={verdict} shows="figure" />}
      {icon && <Icon name={icon} />}
      <span class={css.fill}>
        <b>{title}</b> {after && <span class="nb">{after}</span>}
        {detail && <span class={css.detail}>{detail}</span>}
      </span>
      {end && (
        <span class={css.end}>
          <b aria-hidden={endLabel ? true : undefined}>{end}</b>
          {endLabel && <span class="vh">{endLabel}</span>}
          {endNote && <span class={css.endNote}>{endNote}</span>}
        </span>
      )}
    </>
  );
  const look = `${css.row} ${isDue ? css.due : ''}`;
  if (href) {
    return (
      <a class={look} href={href}>
        {face}
        <Icon name={href.startsWith('tel:') ? 'tel' : 'next'} />
      </a>
    );
  }
  if (!onClick) return <div class={look}>{face}</div>;
  return (
    <button type="button" class={look} onClick={onClick}>
      {face}
      <Icon name="next" />
    </button>
  );
}
