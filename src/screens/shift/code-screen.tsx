import { useState } from 'preact/hooks';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { NoticeStrip } from '../../ui/notice-field.tsx';
import { Acts, Grow, Screen } from '../../ui/screen.tsx';
import { TopLine } from '../../ui/top-line.tsx';
import { say } from '../../words/i18n.ts';
import { PictureButton } from './camera-well.tsx';
import { PendingStat } from './pending-stat.tsx';
import type { PhoneWiring } from './phone-wiring.ts';

/** Longer than any code that a square of the densest kind can carry. */
const longestCode = 8_000;

export interface CodeScreenProps {
  /** Null: the phone has not joined, so nothing waits to be sent. */
  readonly wiring: PhoneWiring | null;
  readonly title: string;
  readonly label: string;
  readonly hint: string;
  /** The text is printed on a card; otherwise every letter counts as it is. */
  readonly isCardText?: boolean;
  /** What was wrong with the last try. */
  readonly problem?: string | undefined;
  readonly onText: (text: string) => void;
  readonly onPicture: (picture: Blob) => void;
  readonly onLeave: () => void;
}

/** The other ways in, without a camera: type or paste the text, or open a picture of the code. */
export function CodeScreen(props: CodeScreenProps) {
  const { wiring, title, label, hint, isCardText = false, problem } = props;
  const { onText, onPicture, onLeave } = props;
  const [text, setText] = useState('');
  const [isMissed, setMissed] = useState(false);
  const send = () => {
    if (text.trim() === '') setMissed(true);
    else onText(text.trim());
  };
  return (
    <Screen
      top={
        <TopLine place={title} onBack={onLeave}>
          {wiring && <PendingStat sync={wiring.sync} onSync={wiring.syncNow} />}
        </TopLine>
      }
      acts={
        <Acts>
          <PictureButton onPicture={onPicture} />
          <Button kind="main" onClick={send}>
            {say('act.ok')}
          </Button>
        </Acts>
      }
    >
      {problem && <NoticeStrip>{problem}</NoticeStrip>}
      <Field
        label={label}
        value={text}
        onInput={setText}
        hint={hint}
        problem={isMissed && text.trim() === '' ? say('code.empty') : undefined}
        maxLength={longestCode}
        isCardText={isCardText}
        isFocused
        onEnter={send}
      />
      <Grow />
    </Screen>
  );
}
