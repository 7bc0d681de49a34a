import { useEffect, useId, useRef, useState } from 'preact/hooks';
import css from './controls.module.css';

interface FigureBoxProps {
  label: string;
  /** NaN: what stands there is no such figure. */
  value: number;
  /** Both ways between the figure and what is typed; `read` gives NaN for what it does not understand. */
  write: (value: number) => string;
  read: (text: string) => number;
  maxLength?: number;
  inputMode?: 'numeric' | 'decimal';
  onChange: (value: number) => void;
}

/** What is typed stays as it is while it is typed; the figure follows. */
export function FigureBox(props: FigureBoxProps) {
  const { label, value, write, read, maxLength = 8, inputMode = 'numeric', onChange } = props;
  const id = useId();
  const [text, setText] = useState(() => write(value));
  const said = useRef(value);
  // A figure put in from outside.
  useEffect(() => {
    if (Object.is(value, said.current)) return;
    said.current = value;
    setText(write(value));
  }, [value]);
  return (
    <div class={css.field}>
      <label for={id}>{label}</label>
      <span class={css.box}>
        <input
          id={id}
          type="text"
          inputMode={inputMode}
          autocomplete="off"
          maxLength={maxLength}
          aria-invalid={Number.isNaN(value) ? true : undefined}
          value={text}
          onInput={(event) => {
            const typed = event.currentTarget.value;
            setText(typed);
            said.current = read(typed);
            onChange(said.current);
          }}
        />
      </span>
    </div>
  );
}
