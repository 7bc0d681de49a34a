import { useEffect, useState } from 'preact/hooks';
import { say } from '../../../words/i18n.ts';
import { DeskButton } from './controls.tsx';
import css from './copy-button.module.css';

type Phase = 'idle' | 'copied' | 'failed';

const FACES = {
  idle: 'passes.copy',
  copied: 'passes.copied',
  failed: 'passes.copy-failed',
} as const;

/** For a phone without a camera: the text goes there by any road and is pasted. Shown too when copying is not allowed. */
export function CopyButton({ text, face }: { text: string; face?: string }) {
  const [phase, setPhase] = useState<Phase>('idle');
  useEffect(() => setPhase('idle'), [text]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setPhase('copied');
    } catch {
      setPhase('failed');
    }
  };
  return (
    <div class={css.copy}>
      <DeskButton isStill onClick={copy}>
        {face ?? say('passes.copy')}
      </DeskButton>
      <span class={css.said} role="status">
        {phase === 'idle' ? '' : say(FACES[phase])}
      </span>
      {phase === 'failed' && <code class={css.text}>{text}</code>}
    </div>
  );
}
