import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { ShiftSession } from '../../actions/shift-session.ts';
import type { Handbook } from '../../handbook/handbook.ts';
import { isAnsweredRightly, pickQuestions, QUIZ_LENGTH } from '../../handbook/pick-questions.ts';
import { say } from '../../words/i18n.ts';
import type { PhoneWiring } from '../shift/phone-wiring.ts';
import { HandbookMissing } from './handbook-missing.tsx';
import { QuestionScreen } from './question-screen.tsx';
import { QuizResultScreen } from './quiz-result-screen.tsx';
import { ShiftTop } from './shift-top.tsx';
import { type ReadStreetHandbook, useHandbook } from './use-handbook.ts';

export interface QuizAnswer {
  /** Of the handbook; 0: the one that the app brings. */
  readonly version: number;
  readonly asked: number;
  readonly right: number;
  /** Who answered, as on duty or as typed; never empty. */
  readonly by: string;
}

export interface QuizScreenProps {
  readonly session: ShiftSession;
  readonly wiring: PhoneWiring;
  readonly readStreet: ReadStreetHandbook;
  /** From 0 until before 1. */
  readonly random: () => number;
  readonly onDone: (answer: QuizAnswer) => void;
  readonly onLeave: () => void;
}

/** A few questions on the handbook, one at a time. Who leaves in between has answered nothing. */
export function QuizScreen(props: QuizScreenProps) {
  const { session, wiring, readStreet, onLeave } = props;
  const here = useHandbook(readStreet);
  const top = (
    <ShiftTop session={session} wiring={wiring} title={say('quiz.title')} onCancel={onLeave} />
  );
  if (here.kind !== 'there') return <HandbookMissing here={here} top={top} />;
  return <Asking {...props} top={top} version={here.version} handbook={here.handbook} />;
}

type AskingProps = QuizScreenProps & {
  readonly top: ComponentChildren;
  readonly version: number;
  readonly handbook: Handbook;
};

function Asking({ session, random, onDone, top, version, handbook }: AskingProps) {
  const [picked] = useState(() => pickQuestions(handbook.questions, QUIZ_LENGTH, random));
  const [answers, setAnswers] = useState<readonly (readonly number[])[]>([]);
  const question = picked[answers.length];
  if (question) {
    return (
      <QuestionScreen
        key={answers.length}
        top={top}
        question={question}
        nth={answers.length + 1}
        count={picked.length}
        onNext={(chosen) => setAnswers([...answers, chosen])}
      />
    );
  }
  const wrong = picked.filter((one, nth) => !isAnsweredRightly(one, answers[nth] ?? []));
  const asked = picked.length;
  return (
    <QuizResultScreen
      top={top}
      asked={asked}
      wrong={wrong}
      onDuty={session.state.onDuty}
      onDone={(by) => onDone({ version, asked, right: asked - wrong.length, by })}
    />
  );
}
