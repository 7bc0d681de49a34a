import { Button } from '../../ui/button.tsx';
import { Acts, Grow, Screen } from '../../ui/screen.tsx';
import { say } from '../../words/i18n.ts';
import { EntryFactsList } from './entry-facts-list.tsx';
import type { VerdictProps } from './verdict-screen.tsx';
import { VerdictTop } from './verdict-top.tsx';

/** Something to look at, and then a person decides. */
export function CheckVerdict(props: VerdictProps) {
  const { entry, reasons, onPassed, onTurnedBack, onUndo, onNext } = props;
  const onlyMask = reasons.length === 1 && reasons[0]?.code === 'mask-missing';
  return (
    <Screen
      acts={
        <>
          <Acts>
            <Button kind="main" onClick={() => onPassed('')}>
              {say(onlyMask ? 'verdict-screen.mask-now-on' : 'verdict-screen.checked-pass')}
            </Button>
          </Acts>
          <Acts>
            <Button kind="still" isNarrow onClick={onUndo}>
              {say('act.undo')}
            </Button>
            <Button kind="still" isNarrow onClick={() => onTurnedBack('')}>
              {say('verdict-screen.turn-back')}
            </Button>
            <Button kind="still" isNarrow onClick={onNext}>
              {say('verdict-screen.let-wait')}
            </Button>
          </Acts>
        </>
      }
    >
      <VerdictTop {...props} />
      <EntryFactsList session={props.session} entry={entry} />
      <Grow />
    </Screen>
  );
}
