import { useState } from 'preact/hooks';
import { NOTICE_TEXT_LENGTH, NOTICE_TITLE_LENGTH } from '../../../domain/notice.ts';
import { mayStandUnder, type Place } from '../../../domain/place.ts';
import { dayPlus } from '../../../domain/street-calendar.ts';
import { streetMoment } from '../../../domain/street-time.ts';
import type { NoticeChange } from '../../../protocol/notices.ts';
import { say } from '../../../words/i18n.ts';
import { DeskButton } from '../parts/controls.tsx';
import { DayBox } from '../parts/day-box.tsx';
import { LongTextBox } from '../parts/long-text-box.tsx';
import { newId } from '../parts/new-id.ts';
import { PlacePicker } from '../parts/place-picker.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { TextBox } from '../parts/text-box.tsx';

interface NoticeFormProps {
  places: readonly Place[];
  /** Chosen from the beginning. */
  placeId: string;
  /** 'YYYY-MM-DD' of the street. */
  today: string;
  zone: string;
  /** Gives back why it was not done, in words; null: it was. */
  onSend: (change: NoticeChange) => Promise<string | null>;
  onClose: () => void;
}

/** Words for all gates of a place. */
export function NoticeForm(props: NoticeFormProps) {
  const { places, today, zone, onSend, onClose } = props;
  // One id however often it is sent: the same notice sent twice is one.
  const [id] = useState(newId);
  const [placeId, setPlaceId] = useState(props.placeId);
  const [title, setTitle] = useState('');
  const [text, setText] = useState('');
  const [day, setDay] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const choices = places.filter(
    ({ kind, closedAt }) => closedAt === null && (kind === 'gate' || mayStandAbove(kind)),
  );
  const send = async () => {
    if (title.trim() === '') return setProblem(say('notices.title-missing'));
    if (day !== '' && day < today) return setProblem(say('notices.day-over'));
    const expiresAt = day === '' ? null : streetMoment(dayPlus(day, 1), 0, 0, zone);
    setBusy(true);
    const why = await onSend({
      kind: 'make',
      id,
      placeId,
      title: title.trim(),
      text: text.trim(),
      expiresAt,
    });
    if (why === null) return;
    setBusy(false);
    setProblem(why);
  };
  return (
    <SidePanel label={say('notices.new')} title={say('notices.new')} onClose={onClose}>
      <PlacePicker
        label={say('notices.place')}
        choices={choices}
        places={places}
        chosenId={placeId}
        onChoose={setPlaceId}
      />
      <TextBox
        label={say('notices.title')}
        value={title}
        maxLength={NOTICE_TITLE_LENGTH}
        onChange={setTitle}
      />
      <LongTextBox
        label={say('notices.text')}
        value={text}
        maxLength={NOTICE_TEXT_LENGTH}
        rows={8}
        onChange={setText}
      />
      <DayBox label={say('notices.last-day')} value={day} min={today} onChange={setDay} />
      {problem && <ProblemNote>{problem}</ProblemNote>}
      <div>
        <DeskButton isMain icon="horn" isBusy={isBusy} onClick={() => void send()}>
          {say('notices.send')}
        </DeskButton>
      </div>
    </SidePanel>
  );
}

/** Gates are somewhere below it. */
const mayStandAbove = (kind: Place['kind']): boolean =>
  mayStandUnder('gate', kind) || mayStandUnder('compound', kind);
