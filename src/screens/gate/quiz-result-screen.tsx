import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Question } from '../../handbook/handbook.ts';
import { Button } from '../../ui/button.tsx';
import { Chips } from '../../ui/chips.tsx';
import { Field } from '../../ui/field.tsx';
import { Spans } from '../../ui/markdown-view.tsx';
import { NoticeStrip } from '../../ui/notice-field.tsx';
import { RowsHead } from '../../ui/row.tsx';
import { Acts, Grow, Screen } from '../../ui/screen.tsx';
import { say } from '../../words/i18n.ts';
import css from './quiz-result-screen.module.css';

export interface QuizResultScreenProps {
  readonly top: ComponentChildren;
  readonly asked: number;
  readonly wrong: readonly Question[];
  readonly onDuty: readonly string[];
  readonly onDone: (by: string) => void;
}

const SOMEBODY_ELSE = '';
const LONGEST_NAME = 40;

/** How many were right, what would have been right, and who answered. */
export function QuizResultScreen(props: QuizResultScreenProps) {
  const { top, asked, wrong, onDuty, onDone } = props;
  const [chosen, setChosen] = useState(onDuty.length === 1 ? (onDuty[0] ?? null) : null);
  const [typed, setTyped] = useState('');
  const [hasTried, setTried] = useState(false);
  const isTyping = onDuty.length === 0 || chosen === SOMEBODY_ELSE;
  const by = isTyping ? typed.trim() : (chosen ?? '');
  const save = () => (by === '' ? setTried(true) : onDone(by));
  const choices = [
    ...onDuty.map((name) => ({ value: name, label: name })),
    { value: SOMEBODY_ELSE, label: say('quiz.who-other') },
  ];
  return (
    <Screen
      top={top}
      acts={
        <>
          {hasTried && by === '' && <NoticeStrip>{say('quiz.who-missing')}</NoticeStrip>}
          <Acts>
            <Button kind="main" onClick={save}>
              {say('quiz.save')}
            </Button>
          </Acts>
        </>
      }
    >
      <p class={css.sum}>
        <span>{say('quiz.right-of', { count: asked })}</span> <b>{asked - wrong.length}</b>
      </p>
      {onDuty.length > 0 && (
        <Chips label={say('quiz.who')} options={choices} value={chosen} onChange={setChosen} />
      )}
      {isTyping && (
        <Field
          label={onDuty.length === 0 ? say('quiz.who') : say('quiz.who-typed')}
          value={typed}
          onInput={setTyped}
          maxLength={LONGEST_NAME}
          onEnter={save}
        />
      )}
      {wrong.length > 0 && (
        <>
          <RowsHead>{say('quiz.mistakes')}</RowsHead>
          <dl class={css.mistakes}>
            {wrong.map(({ spans, choices: all }, nth) => (
              <div key={nth}>
                <dt>
                  <Spans spans={spans} />
                </dt>
                {all
                  .filter(({ isRight }) => isRight)
                  .map(({ text }) => (
                    <dd key={text}>{text}</dd>
                  ))}
              </div>
            ))}
          </dl>
        </>
      )}
      <Grow />
    </Screen>
  );
}
