import { useRef, useState } from 'preact/hooks';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { Place } from '../../../domain/place.ts';
import { ROTA_FILE_BYTES, type RotaRead } from '../../../protocol/rota.ts';
import { say } from '../../../words/i18n.ts';
import { DeskButton } from '../parts/controls.tsx';
import { FileBox } from '../parts/file-box.tsx';
import { numberWords } from '../parts/number-words.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { ProgressLine } from '../parts/progress-line.tsx';
import { importFailureWords } from '../roster/import-words.ts';
import { importDays } from './import-days.ts';
import { ImportPreview } from './import-preview.tsx';
import css from './rota-import.module.css';
import { rotaFailureWords } from './rota-words.ts';

interface RotaImportProps {
  client: DeskClient;
  places: readonly Place[];
  zone: string;
  /** Opens the rota on a day. */
  onSee: (day: string) => void;
}

const PART_ROWS = 300;

type State =
  | { kind: 'start' }
  | { kind: 'reading' }
  | { kind: 'read'; read: RotaRead; sent: number }
  | { kind: 'sending'; read: RotaRead; sent: number }
  | { kind: 'done'; read: RotaRead; changed: number };

/** A spreadsheet becomes turns: read first, looked at, then put into force in parts; again it changes nothing. */
export function RotaImport({ client, places, zone, onSee }: RotaImportProps) {
  const [file, setFile] = useState<File | null>(null);
  const [state, setState] = useState<State>({ kind: 'start' });
  const [problem, setProblem] = useState<string | null>(null);
  /** Of the parts sent before one was cut off. */
  const changed = useRef(0);
  const read = async (chosen: File) => {
    setFile(chosen);
    setProblem(null);
    changed.current = 0;
    setState({ kind: 'start' });
    if (chosen.size === 0) return setProblem(say('imports.refused-no-rows'));
    if (chosen.size > ROTA_FILE_BYTES) return setProblem(say('rota-desk.file-too-large'));
    setState({ kind: 'reading' });
    const bytes = await chosen.arrayBuffer().catch(() => null);
    if (!bytes) {
      setState({ kind: 'start' });
      return setProblem(say('imports.file-gone'));
    }
    const got = await client.readRotaFile(new Uint8Array(bytes));
    if (got.kind === 'failed') {
      setState({ kind: 'start' });
      return setProblem(importFailureWords(got.why, got.detail) ?? say(`failure.${got.why}`));
    }
    setState({ kind: 'read', read: got.value, sent: 0 });
  };
  const send = async (what: RotaRead, from: number) => {
    setProblem(null);
    const rows = what.rows.map(({ name, phone, unit, gateId, startsAt, endsAt }) => ({
      name,
      phone,
      unit,
      gateId,
      startsAt,
      endsAt,
    }));
    for (let at = from; at < rows.length; at += PART_ROWS) {
      setState({ kind: 'sending', read: what, sent: at });
      const got = await client.importRota({ rows: rows.slice(at, at + PART_ROWS) });
      if (got.kind === 'failed') {
        setState({ kind: 'read', read: what, sent: at });
        return setProblem(rotaFailureWords(got.why));
      }
      changed.current += got.value.changed;
    }
    setState({ kind: 'done', read: what, changed: changed.current });
  };
  const isBusy = state.kind === 'reading' || state.kind === 'sending';
  const first = state.kind === 'done' ? importDays(state.read.rows, zone)[0]?.day : undefined;
  return (
    <div class={css.import}>
      {state.kind !== 'sending' && state.kind !== 'done' && (
        <>
          <FileBox
            label={say('imports.choose')}
            hint={say('rota-desk.file-formats')}
            accept=".xlsx,.xls,.csv,.ods"
            file={file}
            onChoose={(chosen) => !isBusy && void read(chosen)}
          />
          <p class={css.hint}>{say('rota-desk.file-columns')}</p>
        </>
      )}
      {state.kind === 'reading' && <p role="status">{say('imports.state-reading')}</p>}
      {problem && <ProblemNote placed={css.problem}>{problem}</ProblemNote>}
      {state.kind === 'read' && (
        <>
          <ImportPreview read={state.read} places={places} zone={zone} />
          {state.sent > 0 && (
            <p class={css.hint}>
              {say('rota-desk.sent-part', { sent: state.sent, of: state.read.rows.length })}
            </p>
          )}
          {state.read.rows.length > 0 && (
            <div>
              <DeskButton isMain onClick={() => void send(state.read, state.sent)}>
                {say(state.sent > 0 ? 'rota-desk.import-on' : 'rota-desk.import', {
                  count: state.read.rows.length - state.sent,
                })}
              </DeskButton>
            </div>
          )}
        </>
      )}
      {state.kind === 'sending' && (
        <ProgressLine
          label={say('rota-desk.importing')}
          figures={`${numberWords(state.sent)} / ${numberWords(state.read.rows.length)}`}
          done={state.sent}
          of={state.read.rows.length}
        />
      )}
      {state.kind === 'done' && (
        <>
          <p role="status" class={css.said}>
            {say('rota-desk.imported', { rows: state.read.rows.length, changed: state.changed })}
          </p>
          {state.read.problemCount > 0 && (
            <ProblemNote placed={css.problem} isStanding>
              {say('rota-desk.left-out', { count: state.read.problemCount })}
            </ProblemNote>
          )}
          <div class={css.acts}>
            {first !== undefined && (
              <DeskButton isMain onClick={() => onSee(first)}>
                {say('rota-desk.see-rota')}
              </DeskButton>
            )}
            <DeskButton
              isStill
              onClick={() => {
                setFile(null);
                setState({ kind: 'start' });
              }}
            >
              {say('imports.another')}
            </DeskButton>
          </div>
        </>
      )}
    </div>
  );
}
