import { useState } from 'preact/hooks';
import { Button } from '../../ui/button.tsx';
import { Chips } from '../../ui/chips.tsx';
import { Field } from '../../ui/field.tsx';
import { NoticeStrip } from '../../ui/notice-field.tsx';
import { Acts, Grow, Say, Screen } from '../../ui/screen.tsx';
import { Ticks } from '../../ui/ticks.tsx';
import { TopLine } from '../../ui/top-line.tsx';
import { say } from '../../words/i18n.ts';
import { PendingStat } from '../shift/pending-stat.tsx';
import type { PhoneWiring } from '../shift/phone-wiring.ts';

export interface NoteQuestion {
  readonly title: string;
  readonly label: string;
  readonly hint: string;
  /** Whose decision it may be; one name needs no tap, none is asked for nobody. */
  readonly who?: readonly string[];
  readonly whoLabel?: string;
  /** Words that are written most: a tap each. */
  readonly usual?: readonly string[];
  /** Ticked from the beginning. */
  readonly chosen?: readonly string[];
  /** Without words the act says that they are missing. */
  readonly isNeeded?: boolean;
  readonly act: string;
  readonly onDone: (note: string, by: string) => void;
  readonly otherAct?: string;
  readonly onOther?: (note: string, by: string) => void;
}

export type NoteFormProps = NoteQuestion & {
  readonly wiring: PhoneWiring;
  readonly onLeave: () => void;
};

/** A few words that go with a decision, and whose decision it is. */
export function NoteForm(props: NoteFormProps) {
  const { wiring, title, label, hint, isNeeded, act, onDone, otherAct, onOther, onLeave } = props;
  const { who = [], whoLabel, usual = [] } = props;
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(props.chosen ?? []);
  const [by, setBy] = useState<string | null>(who.length > 1 ? null : (who[0] ?? ''));
  const [hasTried, setTried] = useState(false);
  const note = [...chosen, typed.trim()].filter(Boolean).join(say('subject.comma'));
  const isMissed = isNeeded === true && note === '';
  const send = (how: (note: string, by: string) => void) => () => {
    setTried(true);
    if (!isMissed && by !== null) how(note, by);
  };
  return (
    <Screen
      top={
        <TopLine place={title} onBack={onLeave}>
          <PendingStat sync={wiring.sync} onSync={wiring.syncNow} />
        </TopLine>
      }
      acts={
        <>
          {hasTried && by === null && <NoticeStrip>{say('note.who-missing')}</NoticeStrip>}
          <Acts isColumn>
            <Button kind="main" onClick={send(onDone)}>
              {act}
            </Button>
            {onOther && otherAct && (
              <Button kind="still" onClick={send(onOther)}>
                {otherAct}
              </Button>
            )}
          </Acts>
        </>
      }
    >
      {who.length > 1 && (
        <Chips
          label={whoLabel ?? say('note.who')}
          options={who.map((name) => ({ value: name, label: name }))}
          value={by}
          onChange={setBy}
        />
      )}
      {who.length === 1 && by && !whoLabel && <Say>{say('note.who-is', { name: by })}</Say>}
      {usual.length > 0 && (
        <Ticks label={say('note.usual')} options={usual} ticked={chosen} onChange={setChosen} />
      )}
      <Field
        label={label}
        value={typed}
        onInput={setTyped}
        maxLength={200}
        // A keyboard would stand over what can be tapped.
        isFocused={usual.length === 0 && who.length < 2}
        hint={hint}
        onEnter={onOther ? undefined : send(onDone)}
        problem={hasTried && isMissed ? say('note.missing') : undefined}
      />
      <Grow />
    </Screen>
  );
}
