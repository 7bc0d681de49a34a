import { useState } from 'preact/hooks';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Acts, Grow, Screen } from '../../ui/screen.tsx';
import { TopLine } from '../../ui/top-line.tsx';
import { say } from '../../words/i18n.ts';
import { PendingStat } from '../shift/pending-stat.tsx';
import type { PhoneWiring } from '../shift/phone-wiring.ts';

export interface NoteQuestion {
  readonly title: string;
  readonly label: string;
  readonly hint: string;
  /** Without words the act says that they are missing. */
  readonly isNeeded?: boolean;
  readonly act: string;
  readonly onDone: (note: string) => void;
  readonly otherAct?: string;
  readonly onOther?: (note: string) => void;
}

export type NoteFormProps = NoteQuestion & {
  readonly wiring: PhoneWiring;
  readonly onLeave: () => void;
};

/** A few words that go with a decision. */
export function NoteForm(props: NoteFormProps) {
  const { wiring, title, label, hint, isNeeded, act, onDone, otherAct, onOther, onLeave } = props;
  const [note, setNote] = useState('');
  const [isMissed, setMissed] = useState(false);
  const send = (how: (note: string) => void) => () => {
    if (isNeeded && note.trim() === '') setMissed(true);
    else how(note.trim());
  };
  return (
    <Screen
      top={
        <TopLine place={title} leave={{ kind: 'back', label: say('act.back'), onClick: onLeave }}>
          <PendingStat sync={wiring.sync} onSync={wiring.syncNow} />
        </TopLine>
      }
      acts={
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
      }
    >
      <Field
        label={label}
        value={note}
        onInput={setNote}
        maxLength={200}
        isFocused
        hint={hint}
        onEnter={onOther ? undefined : send(onDone)}
        problem={isMissed && note.trim() === '' ? say('note.missing') : undefined}
      />
      <Grow />
    </Screen>
  );
}
