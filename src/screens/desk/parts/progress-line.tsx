import css from './progress-line.module.css';

interface ProgressLineProps {
  /** What goes on, with its number; announced when it changes its words, not at every step. */
  label: string;
  /** Beside the label, running. */
  figures: string;
  done: number;
  /** Zero: it is not known yet how much there is. */
  of: number;
}

export function ProgressLine({ label, figures, done, of }: ProgressLineProps) {
  const part = of > 0 ? Math.min(1, done / of) : 0;
  return (
    <div class={css.progress}>
      <p class={css.words}>
        <b role="status">{label}</b>
        <span>{figures}</span>
      </p>
      <div
        class={css.line}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(of > 0 && { 'aria-valuenow': Math.floor(part * 100) })}
      >
        <div style={{ width: `${part * 100}%` }} />
      </div>
    </div>
  );
}
