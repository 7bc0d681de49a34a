import { useState } from 'preact/hooks';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import { dayPlus } from '../../../domain/street-calendar.ts';
import { ROTA_CHANGE_LIMIT } from '../../../protocol/rota.ts';
import { say } from '../../../words/i18n.ts';
import { Choice, DeskButton } from '../parts/controls.tsx';
import { DayBox } from '../parts/day-box.tsx';
import { FigureBox } from '../parts/figure-box.tsx';
import { readWhole, writeWhole } from '../parts/figures.ts';
import { newId } from '../parts/new-id.ts';
import { numberWords } from '../parts/number-words.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { ProgressLine } from '../parts/progress-line.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { copiedTurns, daysFrom, mondayOf } from './copy-turns.ts';
import { beginningOn } from './rota-list.ts';
import css from './rota-panel.module.css';
import { calendarDayWords, rotaFailureWords, weekWords } from './rota-words.ts';

interface CopyPanelProps {
  client: DeskClient;
  day: string;
  zone: string;
  onCopied: () => void;
  onClose: () => void;
}

const MOST_DAYS = 28;
type What = 'day' | 'week';
const LENGTHS: Readonly<Record<What, number>> = { day: 1, week: 7 };

/** A day or a week once more, or several times: what is there already stays and is not made twice. */
export function CopyPanel({ client, day, zone, onCopied, onClose }: CopyPanelProps) {
  const [what, setWhat] = useState<What>('day');
  const [to, setTo] = useState(() => dayPlus(day, 1));
  const [times, setTimes] = useState(1);
  const [progress, setProgress] = useState<{ done: number; of: number } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const length = LENGTHS[what];
  const first = what === 'day' ? day : mondayOf(day);
  const choose = (next: What) => {
    setWhat(next);
    setTo(next === 'day' ? dayPlus(day, 1) : dayPlus(mondayOf(day), 7));
    setTimes(1);
  };
  const fail = (words: string, made: number) => {
    setProgress(null);
    setProblem(made === 0 ? words : say('rota-desk.copied-part', { why: words, count: made }));
    if (made > 0) onCopied();
  };
  const copy = async () => {
    setProblem(null);
    setSaid('');
    if (Number.isNaN(times) || times < 1 || times * length > MOST_DAYS) {
      return setProblem(say('rota-desk.copy-too-far', { days: MOST_DAYS }));
    }
    const shift = daysBetween(first, to);
    if (shift < length) return setProblem(say('rota-desk.copy-not-after'));
    setProgress({ done: 0, of: 0 });
    const source = await client.readRota({ from: first, days: length });
    if (source.kind === 'failed') return fail(rotaFailureWords(source.why), 0);
    const there = await client.readRota({ from: to, days: times * length });
    if (there.kind === 'failed') return fail(rotaFailureWords(there.why), 0);
    const gone = new Set(
      source.value.volunteers.filter(({ isGone }) => isGone).map(({ id }) => id),
    );
    const turns = copiedTurns({
      turns: beginningOn(source.value.turns, daysFrom(first, length), zone),
      shifts: Array.from({ length: times }, (_, time) => shift + time * length),
      there: there.value.turns,
      isGone: (id) => gone.has(id),
      zone,
      newId,
    });
    for (let at = 0; at < turns.length; at += ROTA_CHANGE_LIMIT) {
      setProgress({ done: at, of: turns.length });
      const part = turns.slice(at, at + ROTA_CHANGE_LIMIT);
      const got = await client.changeRota({ kind: 'add-turns', turns: part });
      if (got.kind === 'failed') return fail(rotaFailureWords(got.why), at);
    }
    setProgress(null);
    setSaid(say('rota-desk.copied', { count: turns.length }));
    onCopied();
  };
  return (
    <SidePanel label={say('rota-desk.copy')} title={say('rota-desk.copy')} onClose={onClose}>
      <Choice<What>
        label={say('rota-desk.copy-what')}
        value={what}
        onChange={choose}
        options={[
          { value: 'day', face: say('rota-desk.copy-day') },
          { value: 'week', face: say('rota-desk.copy-week') },
        ]}
      />
      <p class={css.hint}>
        {what === 'day' ? calendarDayWords(first, zone) : weekWords(first, zone)}
      </p>
      <DayBox
        label={say(`rota-desk.copy-to-${what}`)}
        value={to}
        min={dayPlus(first, length)}
        onChange={(next) => next && setTo(next)}
      />
      <FigureBox
        label={say(`rota-desk.copy-times-${what}`)}
        value={times}
        write={writeWhole}
        read={readWhole}
        maxLength={2}
        onChange={setTimes}
      />
      <p class={css.hint}>{say('rota-desk.copy-says')}</p>
      {progress && (
        <ProgressLine
          label={say('rota-desk.copying')}
          figures={
            progress.of > 0 ? `${numberWords(progress.done)} / ${numberWords(progress.of)}` : ''
          }
          done={progress.done}
          of={progress.of}
        />
      )}
      {problem && <ProblemNote>{problem}</ProblemNote>}
      <p role="status" class={css.said}>
        {said}
      </p>
      <div class={css.acts}>
        <DeskButton isMain isBusy={progress !== null} onClick={() => void copy()}>
          {say('rota-desk.copy-yes')}
        </DeskButton>
      </div>
    </SidePanel>
  );
}

const DAY_MS = 24 * 60 * 60_000;
const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
