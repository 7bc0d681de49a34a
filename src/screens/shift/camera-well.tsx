import { useRef } from 'preact/hooks';
import { browserFacts } from '../../actions/joining-browser.ts';
import type { CameraProblem } from '../../scanning/scanner.ts';
import { Button } from '../../ui/button.tsx';
import { Acts } from '../../ui/screen.tsx';
import { Well } from '../../ui/well.tsx';
import { say } from '../../words/i18n.ts';
import { cameraRemedy } from './camera-remedy.ts';
import css from './camera-well.module.css';
import { lazyPart } from './lazy-part.ts';
import type { Eye } from './use-scanner.ts';
import { VideoPlace } from './video-place.tsx';

// Few cameras zoom, and none before its picture is there.
const ZoomKeys = lazyPart(() => import('./zoom-keys.tsx').then((m) => m.ZoomKeys));

export interface CameraWellProps {
  readonly eye: Eye;
  readonly frame: 'code' | 'card';
  readonly line?: string;
  /** Absent where the screen has its own act for typing. */
  readonly onType?: () => void;
  readonly onPicture: (picture: Blob) => void;
}

/** The well with its camera; without one it says why and offers the other ways. */
export function CameraWell({ eye, frame, line, onType, onPicture }: CameraWellProps) {
  const { state, video, wake, setTorch, setZoom } = eye;
  if (state.kind === 'problem') {
    return (
      <NoCamera
        problem={state.problem}
        onAgain={wake}
        onPicture={onPicture}
        {...(onType && { onType })}
      />
    );
  }
  const torch = state.kind === 'scanning' ? state.torch : 'none';
  const zoom = state.kind === 'scanning' ? state.zoom : undefined;
  return (
    <Well
      frame={frame}
      line={state.kind === 'starting' ? say('camera.starting') : line}
      isAsleep={state.kind === 'asleep'}
      onWake={wake}
      tool={
        torch === 'none'
          ? undefined
          : {
              icon: 'torch',
              label: say('well.torch'),
              isOn: torch === 'on',
              onClick: () => setTorch(torch === 'off'),
            }
      }
    >
      <VideoPlace video={video} />
      {zoom && <ZoomKeys zoom={zoom} frame={frame} onZoom={setZoom} />}
    </Well>
  );
}

interface NoCameraProps {
  readonly problem: CameraProblem;
  readonly onAgain: () => void;
  readonly onType?: () => void;
  readonly onPicture: (picture: Blob) => void;
}

function NoCamera({ problem, onAgain, onType, onPicture }: NoCameraProps) {
  return (
    <section class={css.none} aria-label={say('well.label')}>
      <p class={css.why} role="status">
        <b>{say(`camera.${problem}`)}</b> {say(cameraRemedy(problem, browserFacts()))}
      </p>
      <Acts>
        {onType && (
          <Button kind="still" icon="keys" onClick={onType}>
            {say('code.type')}
          </Button>
        )}
        <PictureButton onPicture={onPicture} />
      </Acts>
      {problem !== 'insecure' && (
        <Button kind="text" onClick={onAgain}>
          {say('camera.again')}
        </Button>
      )}
    </section>
  );
}

/** Opens the phone's own picture chooser; the picture stays on the phone. */
export function PictureButton({ onPicture }: { onPicture: (picture: Blob) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="image/*"
        hidden
        onChange={(event) => {
          const picture = event.currentTarget.files?.[0];
          // Choosing the same picture again must count again.
          event.currentTarget.value = '';
          if (picture) onPicture(picture);
        }}
      />
      <Button kind="still" icon="picture" onClick={() => input.current?.click()}>
        {say('code.picture')}
      </Button>
    </>
  );
}
