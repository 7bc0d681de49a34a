import { useRef, useState } from 'preact/hooks';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import { STANDARDS_LIMIT, STANDARDS_TITLE_LENGTH } from '../../../domain/gate-day.ts';
import type { StandardsAnswer } from '../../../protocol/standards.ts';
import { Icon } from '../../../ui/icon.tsx';
import { say } from '../../../words/i18n.ts';
import { DeskButton } from '../parts/controls.tsx';
import { notDoneWords } from '../parts/not-done-words.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { TextBox } from '../parts/text-box.tsx';
import { freshItemId, itemsOf, itemsProblem, itemsTyped, moved } from './standards-draft.ts';
import css from './standards-items.module.css';

interface StandardsItemsProps {
  client: DeskClient;
  answer: StandardsAnswer;
  onSaved: (answer: StandardsAnswer) => void;
  onClose: () => void;
}

/** The list itself: renamed, put in another order, made longer or shorter. */
export function StandardsItems({ client, answer, onSaved, onClose }: StandardsItemsProps) {
  // What was in force when the change was begun, not what has come since.
  const [basedOn, setBasedOn] = useState(answer.version);
  const [items, setItems] = useState(() => itemsTyped(answer.items));
  const [isBusy, setBusy] = useState(false);
  const [isOutdated, setOutdated] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const change = (next: typeof items) => {
    setProblem(null);
    setItems(next);
  };
  const step = (at: number, by: -1 | 1) => {
    change(moved(items, at, by));
    // The button goes with its item.
    requestAnimationFrame(() =>
      list.current
        ?.querySelectorAll('li')
        [at + by]?.querySelector<HTMLElement>(`[data-by="${by}"]`)
        ?.focus(),
    );
  };
  const add = () => {
    change([...items, { id: freshItemId(items, client.now()), text: '' }]);
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>('li:last-child input')?.focus(),
    );
  };
  const save = async (based: number) => {
    const wrong = itemsProblem(items);
    if (wrong) return setProblem(say(`standards-desk.problem-${wrong}`, { most: STANDARDS_LIMIT }));
    setBusy(true);
    setProblem(null);
    const got = await client.changeStandards({ basedOn: based, items: itemsOf(items) });
    setBusy(false);
    if (got.kind === 'answer') return onSaved(got.value);
    setOutdated(got.why === 'refused');
    setProblem(
      got.why === 'refused'
        ? say('standards-desk.outdated')
        : (notDoneWords(got.why) ?? say(`failure.${got.why}`)),
    );
  };
  const seeOthers = async () => {
    const got = await client.readStandards();
    if (got.kind === 'failed')
      return setProblem(notDoneWords(got.why) ?? say(`failure.${got.why}`));
    setOutdated(false);
    setBasedOn(got.value.version);
    change(itemsTyped(got.value.items));
  };
  return (
    <SidePanel
      label={say('standards-desk.edit')}
      title={say('standards-desk.edit')}
      about={say('standards-desk.edit-says')}
      onClose={onClose}
    >
      <ol class={css.items} ref={list}>
        {items.map(({ id, text }, at) => {
          const name = text.trim() || say('standards-desk.item', { number: at + 1 });
          return (
            <li key={id}>
              <TextBox
                label={say('standards-desk.item', { number: at + 1 })}
                value={text}
                maxLength={STANDARDS_TITLE_LENGTH}
                onChange={(next) =>
                  change(items.map((one) => (one.id === id ? { id, text: next } : one)))
                }
                onEnter={add}
              />
              <span class={css.steps}>
                {([-1, 1] as const).map((by) => (
                  <button
                    key={by}
                    type="button"
                    data-by={by}
                    class={by === -1 ? css.up : undefined}
                    aria-label={say(by === -1 ? 'standards-desk.up' : 'standards-desk.down', {
                      name,
                    })}
                    aria-disabled={items[at + by] === undefined}
                    onClick={() => items[at + by] && step(at, by)}
                  >
                    <Icon name="down" size="small" />
                  </button>
                ))}
                <button
                  type="button"
                  aria-label={say('standards-desk.remove', { name })}
                  onClick={() => change(items.filter((one) => one.id !== id))}
                >
                  <Icon name="x" size="small" />
                </button>
              </span>
            </li>
          );
        })}
      </ol>
      {items.length < STANDARDS_LIMIT && (
        <div>
          <DeskButton isStill icon="plus" onClick={add}>
            {say('standards-desk.add')}
          </DeskButton>
        </div>
      )}
      {problem && <ProblemNote>{problem}</ProblemNote>}
      <div class={css.acts}>
        {isOutdated ? (
          <DeskButton isStill isBusy={isBusy} onClick={() => void seeOthers()}>
            {say('standards-desk.see-others')}
          </DeskButton>
        ) : (
          <DeskButton isMain isBusy={isBusy} onClick={() => void save(basedOn)}>
            {say('rota-desk.save')}
          </DeskButton>
        )}
      </div>
    </SidePanel>
  );
}
