import type { ComponentChildren, RefObject } from 'preact';
import css from './lines-form.module.css';
import { ProblemNote } from './problem-note.tsx';
import { TextBox } from './text-box.tsx';

interface Line<Name extends string> {
  readonly name: Name;
  readonly label: string;
  readonly hint?: string;
  readonly maxLength: number;
}

interface LinesFormProps<Name extends string> {
  lines: readonly Line<Name>[];
  values: Readonly<Record<Name, string>>;
  /** The first line's. */
  input?: RefObject<HTMLInputElement | null>;
  /** What is wrong, in words. */
  problem: string | null;
  /** What is to be known before it is saved. */
  note?: ComponentChildren;
  onChange: (values: Record<Name, string>) => void;
  /** Enter in any line: what the first button does. */
  onEnter: () => void;
  /** The buttons. */
  children: ComponentChildren;
}

/** A few lines about somebody, what is wrong with them, and what may be done. */
export function LinesForm<Name extends string>(props: LinesFormProps<Name>) {
  const { lines, values, input, problem, note, onChange, onEnter, children } = props;
  return (
    <div class={css.form}>
      {lines.map(({ name, ...line }, place) => (
        <TextBox
          key={name}
          {...line}
          {...(place === 0 && input && { input })}
          value={values[name]}
          onChange={(text) => onChange({ ...values, [name]: text })}
          onEnter={onEnter}
        />
      ))}
      {note}
      {problem && <ProblemNote>{problem}</ProblemNote>}
      <div class={css.acts}>{children}</div>
    </div>
  );
}
