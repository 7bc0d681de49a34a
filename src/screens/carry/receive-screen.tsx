import { useEffect, useRef, useState } from 'preact/hooks';
import { keepScreenOn } from '../../devices/wake-lock.ts';
import { MAX_CARRIED_TEXT } from '../../protocol/carried-text.ts';
import { Button } from '../../ui/button.tsx';
import { NoticeStrip } from '../../ui/notice-field.tsx';
import { Acts, Grow, Say, Screen } from '../../ui/screen.tsx';
import { TopLine } from '../../ui/top-line.tsx';
import { say } from '../../words/i18n.ts';
import { CameraWell } from '../shift/camera-well.tsx';
import { pictureText } from '../shift/picture-text.ts';
import type { SharedEye } from '../shift/shared-eye.ts';
import type { CarryOutcome } from './carry-outcome.ts';
import css from './receive-screen.module.css';
import { useReceiving } from './use-receiving.ts';

export interface ReceiveScreenProps {
  readonly title: string;
  readonly shared: SharedEye;
  /** Was read before this screen came up. */
  readonly first: string | null;
  readonly onPaste: () => void;
  readonly onOutcome: (outcome: CarryOutcome) => void;
  readonly onLeave: () => void;
}

/** Watches another phone's moving codes, or opens what it sent. */
export function ReceiveScreen(props: ReceiveScreenProps) {
  const { title, shared, first, onPaste, onOutcome, onLeave } = props;
  const { part, isOther, onText } = useReceiving(onOutcome);
  const [isFileBad, setFileBad] = useState(false);
  const latest = useRef(onText);
  latest.current = onText;
  useEffect(() => keepScreenOn(), []);
  useEffect(() => {
    shared.listen((text) => latest.current(text));
    return () => shared.listen(null);
  }, []);
  useEffect(() => {
    if (first !== null) latest.current(first);
  }, [first]);
  const onFile = async (file: Blob) => {
    const text = file.size <= MAX_CARRIED_TEXT ? await file.text().catch(() => null) : null;
    setFileBad(text === null);
    if (text !== null) latest.current(text);
  };
  const onPicture = async (picture: Blob) => latest.current((await pictureText(picture)) ?? '');
  return (
    <Screen
      top={<TopLine place={title} onBack={onLeave} />}
      acts={
        <Acts>
          <FileButton onFile={(file) => void onFile(file)} />
          <Button kind="still" icon="keys" onClick={onPaste}>
            {say('carry.paste')}
          </Button>
        </Acts>
      }
    >
      <CameraWell
        eye={shared.eye}
        frame="code"
        line={say('carry.aim')}
        onPicture={(picture) => void onPicture(picture)}
      />
      {part === null ? (
        <>
          <Say>{say('carry.show-until')}</Say>
          {isOther && <NoticeStrip>{say('carry.why-other')}</NoticeStrip>}
          {isFileBad && <NoticeStrip>{say('carry.no-file')}</NoticeStrip>}
        </>
      ) : (
        <Progress part={part} />
      )}
      <Grow />
    </Screen>
  );
}

function Progress({ part }: { part: number }) {
  const percent = Math.floor(part * 100);
  return (
    <section class={css.progress}>
      <b class={css.figure} aria-hidden="true">
        {percent}%
      </b>
      <div
        class={css.line}
        role="progressbar"
        aria-label={say('carry.progress')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <div style={{ width: `${percent}%` }} />
      </div>
      <p>{say('carry.hold-on')}</p>
    </section>
  );
}

/** Opens the phone's own file chooser. */
function FileButton({ onFile }: { onFile: (file: Blob) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".txt,text/plain"
        hidden
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          // Choosing the same file again must count again.
          event.currentTarget.value = '';
          if (file) onFile(file);
        }}
      />
      <Button kind="still" icon="get" onClick={() => input.current?.click()}>
        {say('carry.open-file')}
      </Button>
    </>
  );
}
