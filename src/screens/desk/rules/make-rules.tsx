import { useEffect, useState } from 'preact/hooks';
import type { DeskFailure } from '../../../desk-client/answer.ts';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import { streetMoment } from '../../../domain/street-time.ts';
import type { PolicyMade } from '../../../protocol/policies.ts';
import { formatDateTime, say } from '../../../words/i18n.ts';
import { AskFirst } from '../parts/ask-first.tsx';
import { Choice, DeskButton, MomentBox } from '../parts/controls.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { notDoneWords } from '../parts/not-done-words.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { sent } from './rule-draft.ts';
import css from './rule-editor.module.css';
import type { RuleProblem } from './rule-problems.ts';
import type { Rules } from './rule-sentences.ts';

interface MakeRulesProps {
  client: DeskClient;
  rules: Rules;
  newest: PolicyMade;
  problems: readonly RuleProblem[];
  zone: string;
  onReadAgain: () => void;
  onMade: (made: PolicyMade) => void;
}

type Start = 'at-once' | 'then';

/** From when they hold, and the act. Nobody overwrites rules that they have not seen. */
export function MakeRules(props: MakeRulesProps) {
  const { client, rules, newest, problems, zone, onReadAgain, onMade } = props;
  const [start, setStart] = useState<Start>('at-once');
  const [then, setThen] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<{ why: DeskFailure; detail: string | null } | null>(null);
  const [seen, setSeen] = useState(() => newest.policy.version);
  const isOutdated = newest.policy.version > seen;
  const at = start === 'at-once' ? null : momentOf(then, zone);
  const missing = whyNot(start, at, client.now());
  useEffect(() => setFailure(null), [start, then, rules]);

  const make = async () => {
    setBusy(true);
    setFailure(null);
    const answer = await client.makePolicy({
      basedOn: seen,
      effectiveFrom: at,
      policy: sent(rules),
    });
    setBusy(false);
    if (answer.kind === 'answer') return onMade(answer.value);
    const { why, detail } = answer;
    setFailure({ why, detail });
    if (detail === 'outdated') onReadAgain();
  };
  return (
    <section class={css.part}>
      <h2>{say('rules.take-effect')}</h2>
      <div class={css.line}>
        <Choice<Start>
          label={say('rules.from-when')}
          value={start}
          options={[
            { value: 'at-once', face: say('rules.at-once') },
            { value: 'then', face: say('rules.then') },
          ]}
          onChange={setStart}
        />
        {start === 'then' && (
          <MomentBox label={say('rules.moment')} value={then} onChange={setThen} />
        )}
      </div>
      {problems.length > 0 && (
        <ProblemNote placed={css.problem} isStanding>
          {say('rules.mend-first', {
            topics: [...new Set(problems.map(({ topic }) => say(`rules.topic-${topic}`)))].join(
              say('rule.and'),
            ),
          })}
        </ProblemNote>
      )}
      {missing && (
        <ProblemNote placed={css.problem} isStanding>
          {missing}
        </ProblemNote>
      )}
      {failure && !isOutdated && (
        <FailureNote
          why={failure.why}
          sentence={refusalWords(failure.detail) ?? notDoneWords(failure.why)}
        />
      )}
      {isOutdated ? (
        <ProblemNote placed={css.problem}>
          <p>
            {say('rules.outdated', {
              who: newest.madeBy,
              version: newest.policy.version,
              time: formatDateTime(newest.policy.effectiveFrom, zone),
            })}
          </p>
          <p class={css.open}>
            <DeskButton
              isStill
              onClick={() => {
                setFailure(null);
                setSeen(newest.policy.version);
              }}
            >
              {say('rules.outdated-go-on')}
            </DeskButton>
          </p>
        </ProblemNote>
      ) : (
        problems.length === 0 &&
        missing === null && (
          <AskFirst
            icon="check"
            face={say('rules.make')}
            question={
              at === null
                ? say('rules.make-now-says')
                : say('rules.make-then-says', { time: formatDateTime(at, zone) })
            }
            yes={say('rules.make-yes')}
            isBusy={isBusy}
            onYes={() => void make()}
          />
        )
      )}
    </section>
  );
}

function momentOf(field: string, zone: string): number | null {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)/.exec(field);
  return match?.[1] ? streetMoment(match[1], Number(match[2]), Number(match[3]), zone) : null;
}

function whyNot(start: Start, at: number | null, now: number): string | null {
  if (start === 'at-once') return null;
  if (at === null) return say('rules.moment-missing');
  return at <= now ? say('rules.refused-past') : null;
}

function refusalWords(detail: string | null): string | null {
  if (detail === 'past') return say('rules.refused-past');
  return detail === 'outdated' ? say('rules.refused-outdated') : null;
}
