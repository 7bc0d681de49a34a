import type { ComponentChildren } from 'preact';
import css from './call-row.module.css';
import { Icon } from './icon.tsx';

export interface CallRowProps {
  name: string;
  /** After the name, not bold. */
  duty: string;
  detail?: ComponentChildren | undefined;
  /** As it is dialled. */
  phone: string;
  /** What the key says; the bare ones say it only when heard. */
  label: string;
  /** The one to call first: its key is as large as an act. */
  isFirst?: boolean;
  /** What its key shows. */
  act: string;
  onCall: () => void;
}

const dialled = (phone: string): string => phone.replace(/[^\d+*#]/g, '');

/** Somebody to call: a tap dials. */
export function CallRow(props: CallRowProps) {
  const { name, duty, detail, phone, label, isFirst = false, act, onCall } = props;
  return (
    <div class={css.row}>
      <span class={css.who}>
        <b>{name}</b> {duty}
        {detail && <span class={css.detail}>{detail}</span>}
      </span>
      <a
        class={isFirst ? css.first : css.call}
        href={`tel:${dialled(phone)}`}
        aria-label={label}
        onClick={onCall}
      >
        <Icon name="tel" size="large" />
        {isFirst && act}
      </a>
    </div>
  );
}
