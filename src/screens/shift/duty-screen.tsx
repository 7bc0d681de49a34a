import { useState } from 'preact/hooks';
import { changeDuty } from '../../actions/change-duty.ts';
import { lock } from '../../actions/lock.ts';
import type { ShiftSession } from '../../actions/shift-session.ts';
import { Button } from '../../ui/button.tsx';
import { RowsHead } from '../../ui/row.tsx';
import { Acts, Grow, Screen } from '../../ui/screen.tsx';
import { say } from '../../words/i18n.ts';
import { ShiftTop } from '../gate/shift-top.tsx';
import type { GateWork } from '../gate/use-gate-work.ts';
import type { View } from '../gate/view.ts';
import { type NamesChoice, NamesField, namesOf } from './names-field.tsx';
import type { PhoneWiring } from './phone-wiring.ts';
import { ShiftMenu } from './shift-menu.tsx';

export interface DutyScreenProps {
  readonly session: ShiftSession;
  readonly wiring: PhoneWiring;
  readonly names: readonly string[];
  readonly onNames: (names: readonly string[]) => void;
  readonly save: GateWork['save'];
  readonly onOpen: (view: View) => void;
  readonly onClose: () => void;
  readonly onLeave: () => void;
}

/** The shift itself: whose hands, what was done, hand over, lock. */
export function DutyScreen(props: DutyScreenProps) {
  const { session, wiring, names, onNames, save, onLeave } = props;
  const { onDuty } = session.state;
  const [choice, setChoice] = useState<NamesChoice>({ chosen: onDuty, typed: '' });
  const chosen = namesOf(choice);
  const isChanged = chosen.join('\n') !== onDuty.join('\n');
  const change = () =>
    void save(
      () => changeDuty(session, chosen, Date.now()),
      () => {
        onNames([...new Set([...chosen, ...names])]);
        onLeave();
      },
    );
  return (
    <Screen
      top={
        <ShiftTop session={session} wiring={wiring} title={say('duty.title')} onBack={onLeave} />
      }
      acts={
        <Acts>
          <Button kind="still" icon="lock" onClick={() => lock(session)}>
            {say('duty.lock')}
          </Button>
          {isChanged ? (
            <Button kind="main" onClick={change}>
              {say('duty.change')}
            </Button>
          ) : (
            <Button kind="main" onClick={props.onClose}>
              {say('duty.close')}
            </Button>
          )}
        </Acts>
      }
    >
      <RowsHead>{say('duty.on-duty')}</RowsHead>
      <NamesField
        known={names}
        choice={choice}
        onChange={setChoice}
        onEnter={() => isChanged && change()}
      />
      <ShiftMenu session={session} onOpen={props.onOpen} />
      <Grow />
    </Screen>
  );
}
