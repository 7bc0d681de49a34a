import css from './box-problem.module.css';

/** What is wrong with a field, in words below it; the field is described by `id`. */
export function BoxProblem({ id, problem }: { id: string; problem: string | null }) {
  return (
    <span id={id} class={css.problem} aria-live="polite">
      {problem}
    </span>
  );
}
