import type { Question } from './handbook.ts';

/** How many are asked at a time. */
export const QUIZ_LENGTH = 5;

/** So many of them, all different, in any order. `random`: from 0 until before 1. */
export function pickQuestions(
  questions: readonly Question[],
  count: number,
  random: () => number,
): readonly Question[] {
  const left = [...questions];
  const picked: Question[] = [];
  while (picked.length < count && left.length > 0) {
    picked.push(...left.splice(Math.floor(random() * left.length), 1));
  }
  return picked;
}

/** Right when all that are right were chosen and nothing else; `chosen` are places among the choices. */
export const isAnsweredRightly = ({ choices }: Question, chosen: readonly number[]): boolean =>
  choices.every(({ isRight }, at) => isRight === chosen.includes(at));
