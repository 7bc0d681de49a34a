import { useMemo } from 'preact/hooks';
import { readHandbook } from '../../../handbook/handbook.ts';
import { Icon } from '../../../ui/icon.tsx';
import { MarkdownView, Spans } from '../../../ui/markdown-view.tsx';
import { say } from '../../../words/i18n.ts';
import css from './handbook-preview.module.css';

/** As phones show it, and the questions that it asks with what is right. */
export function HandbookPreview({ text }: { text: string }) {
  const { blocks, questions } = useMemo(() => readHandbook(text), [text]);
  return (
    <div class={css.preview}>
      <MarkdownView blocks={blocks} />
      <section class={css.questions}>
        <h2>{say('handbook-desk.questions', { count: questions.length })}</h2>
        <ol>
          {questions.map(({ spans, choices }, place) => (
            <li key={place}>
              <p>
                <Spans spans={spans} />
              </p>
              <ul>
                {choices.map(({ text: choice, isRight }, nth) => (
                  <li key={nth} class={isRight ? css.right : undefined}>
                    <span class={css.mark}>
                      {isRight && <Icon name="check" size="small" />}
                      <span class="vh">{isRight ? say('handbook-desk.right') : ''}</span>
                    </span>
                    {choice}
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}
