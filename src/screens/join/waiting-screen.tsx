import { useEffect } from 'preact/hooks';
import { keepScreenOn } from '../../devices/wake-lock.ts';
import { Button } from '../../ui/button.tsx';
import { NoticeStrip } from '../../ui/notice-field.tsx';
import { Acts, Grow, Say, Screen } from '../../ui/screen.tsx';
import { TopLine } from '../../ui/top-line.tsx';
import { say } from '../../words/i18n.ts';
import css from './waiting-screen.module.css';

export interface WaitingScreenProps {
  readonly checkCode: string;
  /** Why the desk's answer did not get here, in a sentence. */
  readonly trouble: string | null;
  readonly onGiveUp: () => void;
}

/** Four digits to be read to the desk, until it has approved this phone. */
export function WaitingScreen({ checkCode, trouble, onGiveUp }: WaitingScreenProps) {
  useEffect(() => keepScreenOn(), []);
  return (
    <Screen
      top={<TopLine place={say('join.waiting')} hasLogo />}
      acts={
        <Acts>
          <Button kind="still" onClick={onGiveUp}>
            {say('join.give-up')}
          </Button>
        </Acts>
      }
    >
      {trouble && <NoticeStrip>{trouble}</NoticeStrip>}
      <Grow />
      {/* Digit by digit, or a screen reader would say a number. */}
      <span
        class={css.code}
        role="img"
        aria-label={`${say('join.check-code')} ${[...checkCode].join(' ')}`}
      >
        {checkCode}
      </span>
      <Say>
        <b>{say('join.read-aloud')}</b>
      </Say>
      <Say isSoft>{say('join.waiting-how')}</Say>
      <Grow />
    </Screen>
  );
}
