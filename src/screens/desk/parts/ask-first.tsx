import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { IconName } from '../../../ui/icon.tsx';
import { say } from '../../../words/i18n.ts';
import css from './ask-first.module.css';
import { DeskButton } from './controls.tsx';

interface AskFirstProps {
  icon?: IconName;
  /** On the first button. */
  face: string;
  /** What follows from it. */
  question: ComponentChildren;
  /** On the second button. */
  yes: string;
  isBusy?: boolean;
  onYes: () => void;
}

/** An act that cannot be taken back: the first tap says what follows, the second does it. Escape leaves it. */
export function AskFirst({ icon, face, question, yes, isBusy = false, onYes }: AskFirstProps) {
  const [isAsking, setAsking] = useState(false);
  const group = useRef<HTMLFieldSetElement>(null);
  const first = useRef<HTMLSpanElement>(null);
  const wasAsking = useRef(false);
  useEffect(() => {
    if (isAsking) group.current?.focus();
    else if (wasAsking.current) first.current?.querySelector('button')?.focus();
    wasAsking.current = isAsking;
  }, [isAsking]);
  if (!isAsking) {
    return (
      <span ref={first}>
        <DeskButton isStill {...(icon && { icon })} isBusy={isBusy} onClick={() => setAsking(true)}>
          {face}
        </DeskButton>
      </span>
    );
  }
  const leave = () => setAsking(false);
  return (
    <fieldset
      ref={group}
      class={css.asking}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        leave();
      }}
    >
      <legend class="vh">{face}</legend>
      <p>{question}</p>
      <div class={css.acts}>
        <DeskButton
          isMain
          isBusy={isBusy}
          onClick={() => {
            leave();
            onYes();
          }}
        >
          {yes}
        </DeskButton>
        <DeskButton isStill onClick={leave}>
          {say('act.cancel')}
        </DeskButton>
      </div>
    </fieldset>
  );
}
