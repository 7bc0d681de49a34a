import type { ComponentChildren } from 'preact';
import css from './problem-note.module.css';

interface ProblemNoteProps {
  /** Not said aloud: it stands as long as what was typed does. */
  isStanding?: boolean;
  /** A class for its place among what is around it. */
  placed?: string | undefined;
  children: ComponentChildren;
}

/** What went wrong or is in the way, and what to do about it; said aloud when it comes. */
export function ProblemNote({ isStanding = false, placed = '', children }: ProblemNoteProps) {
  return (
    <div class={`${css.problem} ${placed}`} role={isStanding ? undefined : 'alert'}>
      {children}
    </div>
  );
}
