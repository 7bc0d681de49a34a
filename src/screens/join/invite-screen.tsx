import type { MissingCapability } from '../../actions/phone-capabilities.ts';
import { Button } from '../../ui/button.tsx';
import { NoticeStrip } from '../../ui/notice-field.tsx';
import { Acts, Grow, Say, Screen } from '../../ui/screen.tsx';
import { TopLine } from '../../ui/top-line.tsx';
import { say } from '../../words/i18n.ts';
import { CameraWell, PictureButton } from '../shift/camera-well.tsx';
import { useScanner } from '../shift/use-scanner.ts';
import { MissingList } from './missing-list.tsx';

export interface InviteScreenProps {
  readonly missing: readonly MissingCapability[];
  readonly problem: string | null;
  readonly onText: (text: string) => void;
  readonly onPicture: (picture: Blob) => void;
  readonly onType: () => void;
}

/** No invitation yet: scan the one on the desk's screen, or paste it. */
export function InviteScreen({ missing, problem, onText, onPicture, onType }: InviteScreenProps) {
  const eye = useScanner(onText, false);
  return (
    <Screen
      top={<TopLine place={say('app.name')} hasLogo />}
      acts={
        eye.state.kind === 'problem' ? null : (
          <Acts>
            <PictureButton onPicture={onPicture} />
            <Button kind="outlined" icon="keys" onClick={onType}>
              {say('join.paste')}
            </Button>
          </Acts>
        )
      }
    >
      <CameraWell
        eye={eye}
        frame="code"
        line={say('join.hold-invitation')}
        onType={onType}
        onPicture={onPicture}
      />
      {problem && <NoticeStrip>{problem}</NoticeStrip>}
      <MissingList missing={missing.filter((one) => one !== 'camera')} />
      <Say>
        <b>{say('join.scan')}</b>
      </Say>
      <Say>{say('join.scan-how')}</Say>
      <Grow />
    </Screen>
  );
}
