import { useEffect, useRef, useState } from 'preact/hooks';
import { mayCountHeads } from '../../actions/count-heads.ts';
import { HeadCounter, type HeadCounterState } from '../../actions/head-counter.ts';
import type { ShiftSession } from '../../actions/shift-session.ts';
import type { Direction } from '../../domain/entry.ts';
import { Button } from '../../ui/button.tsx';
import { CountKeys } from '../../ui/count-keys.tsx';
import { NoticeStrip } from '../../ui/notice-field.tsx';
import { Acts, Grow, Say, Screen } from '../../ui/screen.tsx';
import { say } from '../../words/i18n.ts';
import type { PhoneWiring } from '../shift/phone-wiring.ts';
import { useNow } from '../use-now.ts';
import { ShiftTop } from './shift-top.tsx';

export interface ClickerScreenProps {
  readonly session: ShiftSession;
  readonly wiring: PhoneWiring;
  readonly onTap: (direction: Direction) => void;
  readonly onLeave: () => void;
}

const NOTHING: HeadCounterState = { waiting: { out: 0, in: 0 }, last: null, trouble: null };

/** At peak hours, where the rules allow it: one tap for everybody who passes. */
export function ClickerScreen({ session, wiring, onTap, onLeave }: ClickerScreenProps) {
  const [state, setState] = useState(NOTHING);
  const counter = useRef<HeadCounter>(undefined);
  useEffect(() => {
    const made = new HeadCounter(session, setState);
    counter.current = made;
    return () => void made.stop();
  }, [session]);
  const now = useNow(5_000);
  const isTime = mayCountHeads(session.policy, now);
  const { waiting, last, trouble } = state;
  const { counted } = session.state;
  const sums = { out: counted.out + waiting.out, in: counted.in + waiting.in };
  const tap = (direction: Direction) => {
    onTap(direction);
    counter.current?.tap(direction, Date.now());
  };
  const isNothing = waiting.out + waiting.in === 0 && last === null;
  return (
    <Screen
      top={
        <ShiftTop
          session={session}
          wiring={wiring}
          title={say('clicker.title')}
          hasParked
          onBack={onLeave}
        />
      }
      acts={
        <>
          {(!isTime || trouble === 'not-allowed-now') && (
            <NoticeStrip>{say('clicker.not-now')}</NoticeStrip>
          )}
          {trouble !== null && trouble !== 'not-allowed-now' && (
            <NoticeStrip>{say('clicker.not-saved')}</NoticeStrip>
          )}
          {isTime && <CountKeys sums={sums} onCount={tap} />}
          <Acts>
            {!isNothing && (
              <Button
                kind="still"
                icon="undo"
                onClick={() => void counter.current?.undoLast(Date.now())}
              >
                {say('clicker.undo')}
              </Button>
            )}
          </Acts>
        </>
      }
    >
      <Say>{say('clicker.how')}</Say>
      <Grow />
      <Say isSoft>{say('clicker.waiting', { count: waiting.out + waiting.in })}</Say>
    </Screen>
  );
}
