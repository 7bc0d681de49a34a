import { Button } from '../../ui/button.tsx';
import { NoticeField } from '../../ui/notice-field.tsx';
import { Acts, Grow, Screen } from '../../ui/screen.tsx';
import { TopLine } from '../../ui/top-line.tsx';
import { say } from '../../words/i18n.ts';

export interface TroubleScreenProps {
  readonly title: string;
  readonly safe: string;
  readonly remedy: string;
  readonly act: string;
  readonly isBusy?: boolean;
  readonly onAct: () => void;
}

/** What happened, what is safe, what to do: before anything else goes on. */
export function TroubleScreen(props: TroubleScreenProps) {
  const { title, safe, remedy, act, isBusy, onAct } = props;
  return (
    <Screen
      acts={
        <Acts>
          <Button kind="main" isBusy={isBusy ?? false} onClick={onAct}>
            {act}
          </Button>
        </Acts>
      }
    >
      <NoticeField
        top={<TopLine place={say('app.name')} isHeading={false} hasLogo />}
        title={title}
        safe={safe}
        remedy={remedy}
      />
      <Grow />
    </Screen>
  );
}
