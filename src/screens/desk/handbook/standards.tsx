import { useState } from 'preact/hooks';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { Place } from '../../../domain/place.ts';
import type { StandardsAnswer } from '../../../protocol/standards.ts';
import { say } from '../../../words/i18n.ts';
import { DeskButton } from '../parts/controls.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { numberWords } from '../parts/number-words.ts';
import { SplitView } from '../parts/split-view.tsx';
import { EmptyNote, LoadingNote } from '../parts/state-note.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import css from './standards.module.css';
import { StandardsItems } from './standards-items.tsx';
import { gateStandards, STANDINGS } from './standards-list.ts';
import { StandardsTable } from './standards-table.tsx';

interface StandardsProps {
  client: DeskClient;
  places: readonly Place[];
  changes: number;
  mayChange: boolean;
  zone: string;
}

/** What each gate said that it has and lacks. */
export function Standards({ client, places, changes, mayChange, zone }: StandardsProps) {
  const asked = useAnswer('standards', client.readStandards, changes);
  const [changed, setChanged] = useState<{
    after: StandardsAnswer | null;
    now: StandardsAnswer;
  } | null>(null);
  const [isEdited, setEdited] = useState(false);
  const [said, setSaid] = useState('');
  const answer = changed && changed.after === asked.value ? changed.now : asked.value;
  const gates = gateStandards(places, answer?.gates ?? []);
  return (
    <>
      {asked.failure && <FailureNote why={asked.failure} onAgain={asked.askAgain} />}
      <p role="status" class={css.said}>
        {said}
      </p>
      <SplitView
        label={say('handbook-desk.view-standards')}
        panel={
          isEdited &&
          answer && (
            <StandardsItems
              client={client}
              answer={answer}
              onSaved={(now) => {
                setChanged({ after: asked.value, now });
                setSaid(say('standards-desk.saved'));
                setEdited(false);
              }}
              onClose={() => setEdited(false)}
            />
          )
        }
      >
        {!answer && !asked.failure && <LoadingNote />}
        {answer && (
          <>
            <div class={css.head}>
              <dl class={css.figures}>
                {STANDINGS.map((standing) => {
                  const count = gates.filter((one) => one.standing === standing).length;
                  const isPressing = standing === 'missing' && count > 0;
                  return (
                    <div key={standing}>
                      <dt>{say(`standards-desk.figure-${standing}`)}</dt>
                      <dd class={isPressing ? css.pressing : undefined}>
                        {numberWords(count)}
                        <span> / {numberWords(gates.length)}</span>
                      </dd>
                    </div>
                  );
                })}
              </dl>
              {mayChange && (
                <DeskButton
                  icon="edit"
                  isExpanded={isEdited}
                  onClick={() => {
                    setSaid('');
                    setEdited(true);
                  }}
                >
                  {say('standards-desk.edit')}
                </DeskButton>
              )}
            </div>
            {gates.length === 0 ? (
              <EmptyNote to="places">{say('rota-desk.no-gates')}</EmptyNote>
            ) : (
              <StandardsTable
                gates={gates}
                items={answer.items}
                isBesidePanel={isEdited}
                zone={zone}
              />
            )}
          </>
        )}
      </SplitView>
    </>
  );
}
