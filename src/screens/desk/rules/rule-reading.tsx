import type { ComponentChildren } from 'preact';
import { say } from '../../../words/i18n.ts';
import css from './rule-reading.module.css';
import { RULE_TOPICS, type Rules, type RuleTopic, ruleSentences } from './rule-sentences.ts';

interface RuleReadingProps {
  rules: Rules;
  /** What these are compared with; its sentences that no longer hold stand struck out. */
  against?: Rules | null;
  nameOf: (placeId: string) => string;
  /** Under the sentences of a topic. */
  below?: (topic: RuleTopic) => ComponentChildren;
}

/** All rules, topic by topic, as sentences that a neighbour understands. */
export function RuleReading({ rules, against = null, nameOf, below }: RuleReadingProps) {
  const said = ruleSentences(rules, nameOf);
  const before = against && ruleSentences(against, nameOf);
  return (
    <dl class={css.reading}>
      {RULE_TOPICS.map((topic) => (
        <div key={topic} class={css.topic}>
          <dt>{say(`rules.topic-${topic}`)}</dt>
          <dd>
            <ul class={css.sentences}>
              {said[topic].map((sentence) => {
                const isNew = before !== null && !before[topic].includes(sentence);
                return (
                  <li key={sentence} class={isNew ? css.fresh : undefined}>
                    {sentence}
                    {isNew && <span class={css.mark}>{say('rules.new')}</span>}
                  </li>
                );
              })}
              {before?.[topic]
                .filter((sentence) => !said[topic].includes(sentence))
                .map((sentence) => (
                  <li key={`-${sentence}`} class={css.gone}>
                    <span class={css.mark}>{say('rules.was')}</span>
                    <del>{sentence}</del>
                  </li>
                ))}
            </ul>
            {below?.(topic)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
