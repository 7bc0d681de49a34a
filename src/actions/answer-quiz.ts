import { boundedText, NAME_LENGTH } from './bounded-text.ts';
import type { NotSaved, ShiftSession } from './shift-session.ts';
import { workingsOf } from './working-session.ts';

export interface AnsweredQuiz {
  /** Of the handbook that was asked about; 0: the app's own. */
  readonly version: number;
  /** 1 to 100, and how many of them rightly. */
  readonly asked: number;
  readonly right: number;
  readonly by: string;
}

export type QuizAnswered = { readonly kind: 'saved' } | NotSaved;

export async function answerQuiz(
  session: ShiftSession,
  { version, asked, right, by }: AnsweredQuiz,
  now: number,
): Promise<QuizAnswered> {
  const work = workingsOf(session);
  return work.exclusively<QuizAnswered>(now, (at) =>
    work.append({
      kind: 'quiz-answered',
      at,
      version,
      asked,
      right,
      by: boundedText(by, NAME_LENGTH),
    }),
  );
}
