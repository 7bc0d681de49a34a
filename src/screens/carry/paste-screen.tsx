import { useId, useState } from 'preact/hooks';
import { MAX_CARRIED_TEXT } from '../../protocol/carried-text.ts';
import { Button } from '../../ui/button.tsx';
import { NoticeStrip } from '../../ui/notice-field.tsx';
import { Acts, Screen } from '../../ui/screen.tsx';
import { TopLine } from '../../ui/top-line.tsx';
import { say } from '../../words/i18n.ts';
import type { CarryOutcome } from './carry-outcome.ts';
import css from './paste-screen.module.css';
import { useReceiving } from './use-receiving.ts';

export interface PasteScreenProps {
  readonly onOutcome: (outcome: CarryOutcome) => void;
  readonly onLeave: () => void;
}

/** For what came as a message. */
export function PasteScreen({ onOutcome, onLeave }: PasteScreenProps) {
  const [text, setText] = useState('');
  const { isOther, onText } = useReceiving(onOutcome);
  const id = useId();
  return (
    <Screen
      top={<TopLine place={say('carry.paste')} onBack={onLeave} />}
      acts={
        <Acts>
          <Button kind="main" onClick={() => onText(text)}>
            {say('act.ok')}
          </Button>
        </Acts>
      }
    >
      {isOther && <NoticeStrip>{say('carry.why-malformed')}</NoticeStrip>}
      <div class={css.paste}>
        <label for={id}>{say('carry.paste-label')}</label>
        <textarea
          id={id}
          class={css.text}
          autocomplete="off"
          autocapitalize="off"
          autocorrect="off"
          spellcheck={false}
          maxLength={MAX_CARRIED_TEXT}
          value={text}
          aria-describedby={`${id}-hint`}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <p id={`${id}-hint`} class={css.hint}>
          {say('carry.paste-hint')}
        </p>
      </div>
    </Screen>
  );
}
