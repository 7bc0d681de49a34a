import { useRef, useState } from 'preact/hooks';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import { HANDBOOK_LENGTH, type HandbookAnswer } from '../../../protocol/handbook.ts';
import { say } from '../../../words/i18n.ts';
import { Choice, DeskButton } from '../parts/controls.tsx';
import { LongTextBox } from '../parts/long-text-box.tsx';
import { notDoneWords } from '../parts/not-done-words.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useNarrow } from '../parts/use-narrow.ts';
import { useSlowed } from '../parts/use-slowed.ts';
import css from './handbook-editor.module.css';
import { HandbookPreview } from './handbook-preview.tsx';

interface HandbookEditorProps {
  client: DeskClient;
  /** The version that the text is of. */
  basedOn: number;
  before: string;
  onSaved: (answer: HandbookAnswer) => void;
  onLeave: () => void;
}

type Side = 'write' | 'look';

const PREVIEW_EVERY_MS = 300;

/** The street's own text with what becomes of it beside it; nothing typed is lost when somebody else was quicker. */
export function HandbookEditor(props: HandbookEditorProps) {
  const { client, before, onSaved, onLeave } = props;
  const [basedOn, setBasedOn] = useState(props.basedOn);
  const [text, setText] = useState(before);
  const [side, setSide] = useState<Side>('write');
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  /** What somebody else has saved meanwhile. */
  const [others, setOthers] = useState<HandbookAnswer | null>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  const isNarrow = useNarrow();
  const previewed = useSlowed(text, PREVIEW_EVERY_MS);
  const left = HANDBOOK_LENGTH - text.length;
  const insert = () => {
    const at = box.current?.selectionEnd ?? text.length;
    const example = `\n\n${say('handbook-desk.example')}\n\n`;
    setText(`${text.slice(0, at).trimEnd()}${example}${text.slice(at).trimStart()}`);
    requestAnimationFrame(() => box.current?.focus());
  };
  const fail = (why: Parameters<typeof notDoneWords>[0]) =>
    setProblem(notDoneWords(why) ?? say(`failure.${why}`));
  const save = async () => {
    if (text.trim() === '') return setProblem(say('handbook-desk.empty'));
    if (left < 0) return setProblem(say('handbook-desk.too-long'));
    setBusy(true);
    setProblem(null);
    const got = await client.changeHandbook({ basedOn, text });
    if (got.kind === 'answer') return onSaved(got.value);
    if (got.why === 'refused') {
      const now = await client.readHandbook();
      if (now.kind === 'answer') setOthers(now.value);
      else fail(now.why);
    } else fail(got.why);
    setBusy(false);
  };
  return (
    <div class={css.editor}>
      <div class={css.head}>
        <DeskButton isMain isBusy={isBusy} onClick={() => void save()}>
          {say('rota-desk.save')}
        </DeskButton>
        <DeskButton isStill onClick={onLeave}>
          {say('act.cancel')}
        </DeskButton>
        <DeskButton isStill icon="plus" onClick={insert}>
          {say('handbook-desk.insert')}
        </DeskButton>
        {isNarrow && (
          <Choice<Side>
            label={say('handbook-desk.side')}
            isLabelHidden
            value={side}
            onChange={setSide}
            options={[
              { value: 'write', face: say('handbook-desk.side-write') },
              { value: 'look', face: say('handbook-desk.side-look') },
            ]}
          />
        )}
      </div>
      <p class={css.how}>{say('handbook-desk.how')}</p>
      {problem && <ProblemNote>{problem}</ProblemNote>}
      {others && (
        <ProblemNote>
          <p>{say('handbook-desk.others-saved', { by: others.changedBy })}</p>
          <div class={css.acts}>
            <DeskButton
              isStill
              onClick={() => {
                setBasedOn(others.version);
                setOthers(null);
              }}
            >
              {say('handbook-desk.keep-mine')}
            </DeskButton>
            <DeskButton isStill onClick={() => onSaved(others)}>
              {say('handbook-desk.take-others')}
            </DeskButton>
          </div>
        </ProblemNote>
      )}
      <div class={css.sides}>
        {(!isNarrow || side === 'write') && (
          <LongTextBox
            label={say('handbook-desk.text')}
            value={text}
            maxLength={HANDBOOK_LENGTH}
            input={box}
            onChange={setText}
          />
        )}
        {(!isNarrow || side === 'look') && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the keys
          <section class={css.preview} aria-label={say('handbook-desk.side-look')} tabIndex={0}>
            <HandbookPreview text={previewed} />
          </section>
        )}
      </div>
    </div>
  );
}
