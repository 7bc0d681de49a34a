import type { ComponentChildren } from 'preact';
import css from './desk-table.module.css';

export interface Column {
  label: string;
  /** Numbers stand on the right. */
  isNumber?: boolean;
}

export interface DeskTableProps {
  /** Says what the table is; heard, and the name of the part that scrolls sideways. */
  label: string;
  columns: readonly Column[];
  /** The one sentence in place of rows. */
  empty?: ComponentChildren | undefined;
  /** `DeskRow`s. */
  children: ComponentChildren;
}

/** A table as it is printed: hairline under each row, ink line under the head. */
export function DeskTable({ label, columns, empty, children }: DeskTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
    <section class={css.scroller} tabIndex={0} aria-label={label}>
      <table class={css.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.label} scope="col" class={column.isNumber ? css.number : undefined}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
      {empty && <p class={css.empty}>{empty}</p>}
    </section>
  );
}

export interface DeskRowProps {
  /** `chosen`: opened beside the table. `stop`, `check`: wants a person. */
  tone?: 'chosen' | 'check' | 'stop' | undefined;
  onClick?: (() => void) | undefined;
  children: ComponentChildren;
}

/** Opening by a click on the row is a convenience: put a `CellAct` into it for keys and screen readers. */
export function DeskRow({ tone, onClick, children }: DeskRowProps) {
  return (
    <tr class={`${tone ? css[tone] : ''} ${onClick ? css.opens : ''}`} onClick={onClick}>
      {children}
    </tr>
  );
}

export interface CellProps {
  kind?: 'number' | 'quiet' | 'bold' | 'look' | undefined;
  children?: ComponentChildren | undefined;
}

/** `look` is a number that wants one: a reading over the line. */
export function Cell({ kind, children }: CellProps) {
  return <td class={kind ? css[kind] : undefined}>{children}</td>;
}

/** What opens a row: looks like its text. */
export function CellAct({
  onClick,
  children,
}: {
  onClick: () => void;
  children: ComponentChildren;
}) {
  return (
    <button
      type="button"
      class={css.act}
      onClick={(event) => {
        event.stopPropagation();
        onClick();
      }}
    >
      {children}
    </button>
  );
}
