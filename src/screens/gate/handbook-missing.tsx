import type { ComponentChildren } from 'preact';
import { Button } from '../../ui/button.tsx';
import { Acts, Grow, Say, Screen } from '../../ui/screen.tsx';
import { say } from '../../words/i18n.ts';
import type { HandbookHere } from './use-handbook.ts';

export interface HandbookMissingProps {
  readonly here: Exclude<HandbookHere, { kind: 'there' }>;
  readonly top: ComponentChildren;
}

/** In place of a handbook that is not there yet. */
export function HandbookMissing({ here, top }: HandbookMissingProps) {
  if (here.kind === 'reading') {
    return (
      <Screen top={top}>
        <Grow />
      </Screen>
    );
  }
  return (
    <Screen
      top={top}
      acts={
        <Acts>
          <Button kind="main" onClick={here.onAgain}>
            {say('act.again')}
          </Button>
        </Acts>
      }
    >
      <Say>{say('handbook.failed')}</Say>
      <Grow />
    </Screen>
  );
}
