import { useState } from 'preact/hooks';
import { Button } from '../../ui/button.tsx';
import { NoticeStrip } from '../../ui/notice-field.tsx';
import { Acts, Grow, Say, Screen } from '../../ui/screen.tsx';
import { TopLine } from '../../ui/top-line.tsx';
import { say } from '../../words/i18n.ts';
import { type NamesChoice, NamesField, namesOf } from './names-field.tsx';
import { PendingStat } from './pending-stat.tsx';
import type { PhoneWiring } from './phone-wiring.ts';

export interface StartScreenProps {
  readonly wiring: PhoneWiring;
  readonly gateName: string;
  readonly compoundName: string;
  readonly isNamed: boolean;
  readonly knownNames: readonly string[];
  readonly problem: string | null;
  readonly isBusy: boolean;
  readonly onStart: (onDuty: readonly string[]) => void;
  readonly onLeave: () => void;
}

/** The card named the gate; who is on duty, and the shift begins. */
export function StartScreen(props: StartScreenProps) {
  const { wiring, gateName, compoundName, isNamed, knownNames, problem, isBusy } = props;
  const { onStart, onLeave } = props;
  const [choice, setChoice] = useState<NamesChoice>({ chosen: knownNames, typed: '' });
  const start = () => {
    if (!isBusy) onStart(namesOf(choice));
  };
  return (
    <Screen
      top={
        <TopLine place={gateName} detail={compoundName} onBack={onLeave}>
          <PendingStat sync={wiring.sync} onSync={wiring.syncNow} />
        </TopLine>
      }
      acts={
        <Acts>
          <Button kind="main" isBusy={isBusy} onClick={start}>
            {say('start.start')}
          </Button>
        </Acts>
      }
    >
      {problem && <NoticeStrip>{problem}</NoticeStrip>}
      <Say>
        <b>{say('start.who')}</b>
      </Say>
      <NamesField known={knownNames} choice={choice} onChange={setChoice} onEnter={start} />
      <Grow />
      <Say isSoft>{say(isNamed ? 'start.sealed' : 'start.nameless')}</Say>
    </Screen>
  );
}
