import type { NotSavedWhy } from '../../actions/shift-session.ts';
import { Button } from '../../ui/button.tsx';
import { NoticeField } from '../../ui/notice-field.tsx';
import { Acts, Grow, Screen } from '../../ui/screen.tsx';
import { TopLine } from '../../ui/top-line.tsx';
import { say } from '../../words/i18n.ts';

export interface NotSavedScreenProps {
  readonly why: NotSavedWhy;
  readonly onAgain: () => void;
  readonly onLeave: () => void;
}

/** The last thing was not kept: said at once, and never shown as done. */
export function NotSavedScreen({ why, onAgain, onLeave }: NotSavedScreenProps) {
  return (
    <Screen
      acts={
        <Acts>
          <Button kind="still" isNarrow onClick={onLeave}>
            {say('not-saved.leave')}
          </Button>
          <Button kind="main" onClick={onAgain}>
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
      <Grow />
    </Screen>
  );
}
