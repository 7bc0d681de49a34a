import { useState } from 'preact/hooks';
import { MAP_PICTURE_BYTES } from '../../../protocol/today.ts';
import { say } from '../../../words/i18n.ts';
import { AskFirst } from '../parts/ask-first.tsx';
import { DeskButton } from '../parts/controls.tsx';
import { FileBox } from '../parts/file-box.tsx';
import css from './map-editor.module.css';
import type { StreetMapKept } from './use-street-map.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

interface MapEditorProps {
  kept: StreetMapKept;
  unplaced: readonly Named[];
  placed: readonly Named[];
  onPut: (gateId: string) => void;
}

/** What stands beside the map while gates are placed: those that have no place, and the picture. */
export function MapEditor({ kept, unplaced, placed, onPut }: MapEditorProps) {
  const [isTooBig, setTooBig] = useState(false);
  const choose = async (file: File) => {
    setTooBig(file.size > MAP_PICTURE_BYTES);
    if (file.size > MAP_PICTURE_BYTES) return;
    kept.savePicture(new Uint8Array(await file.arrayBuffer()));
  };
  const problem = isTooBig ? say('today.picture-too-big') : kept.problem;
  return (
    <div class={css.editor}>
      <p>{say('today.edit-how')}</p>
      {problem && (
        <p class={css.problem} role="alert">
          {problem}
        </p>
      )}
      <h2>{unplaced.length > 0 ? say('today.unplaced') : say('today.unplaced-none')}</h2>
      <ul class={css.tray}>
        {unplaced.map(({ id, name }) => (
          <li key={id}>
            <DeskButton isStill icon="plus" onClick={() => onPut(id)}>
              <span class="vh">{say('today.put', { name })}</span>
              <span aria-hidden="true">{name}</span>
            </DeskButton>
          </li>
        ))}
      </ul>
      {placed.length > 0 && (
        <>
          <h2>{say('today.placed')}</h2>
          <ul class={css.tray}>
            {placed.map(({ id, name }) => (
              <li key={id}>
                <DeskButton
                  isStill
                  icon="x"
                  onClick={() => kept.change({ kind: 'take-off', gateId: id })}
                >
                  <span class="vh">{say('today.take-off', { name })}</span>
                  <span aria-hidden="true">{name}</span>
                </DeskButton>
              </li>
            ))}
          </ul>
        </>
      )}
      <FileBox
        label={say('today.picture')}
        hint={say('today.picture-hint')}
        accept="image/png,image/jpeg,image/webp"
        file={null}
        onChoose={(file) => void choose(file)}
      />
      {kept.map?.picture && (
        <AskFirst
          icon="x"
          face={say('today.picture-remove')}
          question={say('today.picture-question')}
          yes={say('today.picture-remove')}
          onYes={() => kept.change({ kind: 'remove-picture' })}
        />
      )}
    </div>
  );
}
