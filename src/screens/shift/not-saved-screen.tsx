import { useState } from 'preact/hooks';
import type { NotSavedWhy } from '../../actions/shift-session.ts';
import { Button } from '../../ui/button.tsx';
import { NoticeField } from '../../ui/notice-field.tsx';
import { Acts, Grow, Say, Screen } from '../../ui/screen.tsx';
import { TopLine } from '../../ui/top-line.tsx';
import { formatTimeToSecond, say } from '../../words/i18n.ts';

export interface NotSavedScreenProps {
  readonly why: NotSavedWhy;
  /** Epoch ms of the last try. */
  readonly triedAt: number;
  readonly onAgain: () => Promise<void>;
  readonly onLeave: () => void;
}

/** The last thing was not kept: said at once, and never shown as done. */
export function NotSavedScreen({ why, triedAt, onAgain, onLeave }: NotSavedScreenProps) {
  const [isBusy, setBusy] = useState(false);
  const [hasTriedAgain, setTriedAgain] = useState(false);
  const again = () => {
    setBusy(true);
    void onAgain().finally(() => {
      setBusy(false);
      setTriedAgain(true);
    });
  };
  return (
    <Screen
      acts={
        <Acts>
          <Button kind="still" isNarrow onClick={onLeave}>
            {say('not-saved.leave')}
          </Button>
          <Button kind="main" isBusy={isBusy} onClick={again}>
            {say('not-saved.again')}
          </Button>
        </Acts>
      }
    >
      <NoticeField
        top={<TopLine place={say('app.name')} isHeading={false} hasLogo />}
        title={say(`not-saved.${why}`)}
        safe={say('not-saved.safe')}
        remedy={say(`not-saved.${why}-remedy`)}
      />
      <Say>
        <span role="status">
          {isBusy
            ? say('not-saved.trying')
            : hasTriedAgain && say('not-saved.tried', { time: formatTimeToSecond(triedAt) })}
        </span>
      </Say>
      <Grow />
    </Screen>
  );
}
