import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Choice, Question } from '../../handbook/handbook.ts';
import { isAnsweredRightly } from '../../handbook/pick-questions.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Spans } from '../../ui/markdown-view.tsx';
import { NoticeStrip } from '../../ui/notice-field.tsx';
import { Acts, Grow, Screen } from '../../ui/screen.tsx';
import { say } from '../../words/i18n.ts';
import css from './question-screen.module.css';

export interface QuestionScreenProps {
  readonly top: ComponentChildren;
  readonly question: Question;
  /** From 1. */
  readonly nth: number;
  readonly count: number;
  /** `chosen`: places among the choices. */
  readonly onNext: (chosen: readonly number[]) => void;
}

/** One question: with one right choice a tap answers it. Right or wrong is said at once, and what would have been right. */
export function QuestionScreen({ top, question, nth, count, onNext }: QuestionScreenProps) {
  const { spans, choices } = question;
  const isOne = choices.filter(({ isRight }) => isRight).length === 1;
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const [isAnswered, setAnswered] = useState(false);
  const [hasTried, setTried] = useState(false);
  const choose = (at: number) => {
    if (isOne) {
      setChosen([at]);
      setAnswered(true);
    } else {
      setChosen(chosen.includes(at) ? chosen.filter((one) => one !== at) : [...chosen, at]);
    }
  };
  const answer = () => (chosen.length === 0 ? setTried(true) : setAnswered(true));
  const isRight = isAnsweredRightly(question, chosen);
  return (
    <Screen
      top={top}
      acts={
        <>
          {hasTried && chosen.length === 0 && (
            <NoticeStrip>{say('quiz.nothing-chosen')}</NoticeStrip>
          )}
          <div role="status">
            {isAnswered && (
              <p class={css.said}>
                <Icon name={isRight ? 'check' : 'x'} size="large" />
                {say(isRight ? 'quiz.right' : 'quiz.wrong')}
              </p>
            )}
          </div>
          {(isAnswered || !isOne) && (
            <Acts>
              <Button kind="main" onClick={isAnswered ? () => onNext(chosen) : answer}>
                {say(isAnswered ? (nth < count ? 'quiz.next' : 'quiz.result') : 'quiz.answer')}
              </Button>
            </Acts>
          )}
        </>
      }
    >
      <p class={css.progress}>{say('quiz.progress', { nth, count })}</p>
      <h2 class={css.question}>
        <Spans spans={spans} />
      </h2>
      {!isOne && <p class={css.progress}>{say('quiz.several')}</p>}
      <ul class={css.choices}>
        {choices.map((choice, at) => (
          <li key={at}>
            {isAnswered ? (
              <Told choice={choice} isChosen={chosen.includes(at)} />
            ) : (
              <button
                type="button"
                class={css.choice}
                aria-pressed={isOne ? undefined : chosen.includes(at)}
                onClick={() => choose(at)}
              >
                {choice.text}
              </button>
            )}
          </li>
        ))}
      </ul>
      <Grow />
    </Screen>
  );
}

function Told({ choice: { text, isRight }, isChosen }: { choice: Choice; isChosen: boolean }) {
  const isMistake = isChosen && !isRight;
  return (
    <p class={`${css.choice} ${isRight ? css.right : ''} ${isMistake ? css.mistake : ''}`}>
      <span>{text}</span>
      {isRight && <Mark icon="check" words={say('quiz.is-right')} />}
      {isMistake && <Mark icon="x" words={say('quiz.was-wrong')} />}
    </p>
  );
}

const Mark = ({ icon, words }: { icon: 'check' | 'x'; words: string }) => (
  <span class={css.mark}>
    <Icon name={icon} />
    <span class="vh">{words}</span>
  </span>
);
