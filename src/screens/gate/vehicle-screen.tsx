import { useState } from 'preact/hooks';
import type { ShiftSession } from '../../actions/shift-session.ts';
import { PLATE_LIMIT, type Shown, TOGETHER_LIMIT } from '../../domain/entry.ts';
import { checkPlate } from '../../domain/plate.ts';
import { Button } from '../../ui/button.tsx';
import { Chips } from '../../ui/chips.tsx';
import { NoticeStrip } from '../../ui/notice-field.tsx';
import { PlatePad } from '../../ui/plate-pad.tsx';
import { Acts, Grow, Screen } from '../../ui/screen.tsx';
import { Stepper } from '../../ui/stepper.tsx';
import { TopLine } from '../../ui/top-line.tsx';
import { say } from '../../words/i18n.ts';
import { PendingStat } from '../shift/pending-stat.tsx';
import type { PhoneWiring } from '../shift/phone-wiring.ts';
import css from './vehicle-screen.module.css';

export type Vehicle = Extract<Shown, { kind: 'vehicle' }>;

export interface VehicleScreenProps {
  readonly session: ShiftSession;
  readonly wiring: PhoneWiring;
  readonly vehicle: Vehicle | null;
  /** As the visitor's own form has it. */
  readonly plate: string;
  readonly onDone: (vehicle: Vehicle) => void;
  readonly onLeave: () => void;
}

/** Plate and how many sit inside. The first key is the province; the keys change by themselves. */
export function VehicleScreen(props: VehicleScreenProps) {
  const { session, wiring, vehicle, onDone, onLeave } = props;
  const [plate, setPlate] = useState(vehicle?.plate ?? props.plate);
  const [people, setPeople] = useState(vehicle?.people ?? 1);
  const [hasWords, setWords] = useState(plate === '');
  const [hasTried, setTried] = useState(false);
  const { localPrefixes } = session.policy.vehicles;
  const type = (key: string) => {
    setPlate((before) => (before + key).slice(0, PLATE_LIMIT));
    setWords(false);
  };
  const remove = () => {
    const left = Array.from(plate).slice(0, -1).join('');
    setPlate(left);
    setWords(left === '');
  };
  const done = () => {
    setTried(true);
    if (plate === '') return;
    const checked = checkPlate(plate);
    onDone({ kind: 'vehicle', plate: checked.kind === 'ok' ? checked.normal : plate, people });
  };
  return (
    <Screen
      top={
        <TopLine place={say('vehicle.title')} onBack={onLeave}>
          <PendingStat sync={wiring.sync} onSync={wiring.syncNow} />
        </TopLine>
      }
      acts={
        <>
          {hasTried && plate === '' && <NoticeStrip>{say('vehicle.missing')}</NoticeStrip>}
          <Acts>
            <Button kind="still" isNarrow onClick={() => setWords(!hasWords)}>
              {say(hasWords ? 'vehicle.letters' : 'vehicle.words')}
            </Button>
            <Button kind="main" onClick={done}>
              {say('vehicle.done')}
            </Button>
          </Acts>
          <PlatePad keys={hasWords ? 'words' : 'signs'} onKey={type} onDelete={remove} />
        </>
      }
    >
      <output class={css.plate} aria-label={say('vehicle.plate')}>
        {plate || <span class={css.caret} />}
      </output>
      {plate === '' && localPrefixes.length > 0 && (
        <Chips
          label={say('vehicle.local')}
          options={localPrefixes.slice(0, 8).map((prefix) => ({ value: prefix, label: prefix }))}
          value={null}
          onChange={type}
        />
      )}
      <Stepper
        label={say('vehicle.people')}
        value={people}
        unit={say('vehicle.unit')}
        lowest={1}
        highest={TOGETHER_LIMIT}
        lessLabel={say('vehicle.fewer')}
        moreLabel={say('vehicle.more')}
        onChange={setPeople}
      />
      <Grow />
    </Screen>
  );
}
