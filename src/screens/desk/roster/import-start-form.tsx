import { useState } from 'preact/hooks';
import type { Place } from '../../../domain/place.ts';
import { hasRoster } from '../../../domain/place.ts';
import { IMPORT_MAX_BYTES, type ImportState } from '../../../protocol/imports.ts';
import { say } from '../../../words/i18n.ts';
import { DeskButton, Select } from '../parts/controls.tsx';
import { FileBox } from '../parts/file-box.tsx';
import css from './import-start-form.module.css';
import type { Imports } from './use-imports.ts';

interface ImportStartFormProps {
  what: ImportState['what'];
  /** Id of the device's own place. */
  own: string;
  places: readonly Place[];
  imports: Imports;
}

const ACCEPTED = '.xlsx,.xls,.csv,.ods,.txt';

export function ImportStartForm({ what, own, places, imports }: ImportStartFormProps) {
  const choices = places.filter(
    ({ kind, closedAt }) => closedAt === null && mayBeAbout(what, kind),
  );
  const [chosenId, setChosenId] = useState(own);
  const [file, setFile] = useState<File | null>(null);
  const placeId = choices.some(({ id }) => id === chosenId) ? chosenId : choices[0]?.id;
  const isTooLarge = file !== null && file.size > IMPORT_MAX_BYTES;
  const isEmpty = file?.size === 0;
  return (
    <section class={css.start} aria-label={say('imports.start')}>
      <div class={css.place}>
        <Select label={say('imports.place')} value={placeId ?? ''} onChange={setChosenId}>
          {choices.map((place) => (
            <option key={place.id} value={place.id}>
              {indent(place, places)}
              {place.name}
            </option>
          ))}
        </Select>
      </div>
      <FileBox
        label={say('imports.choose')}
        hint={say('imports.formats')}
        accept={ACCEPTED}
        file={file}
        onChoose={setFile}
      />
      <p class={css.columns}>{say(`imports.columns-${what}`)}</p>
      {isTooLarge && (
        <p class={css.wrong} role="alert">
          {say('imports.refused-too-large')}
        </p>
      )}
      {isEmpty && (
        <p class={css.wrong} role="alert">
          {say('imports.refused-no-rows')}
        </p>
      )}
      {file && placeId !== undefined && !isTooLarge && !isEmpty && (
        <DeskButton isMain isBusy={imports.isBusy} onClick={() => imports.send(file, placeId)}>
          {say('imports.read')}
        </DeskButton>
      )}
    </section>
  );
}

/** What has people in it or below it; places may be added below anything but a gate. */
function mayBeAbout(what: ImportState['what'], kind: Place['kind']): boolean {
  if (kind === 'gate') return false;
  return what === 'places' || hasRoster(kind) || ['street', 'community', 'grid'].includes(kind);
}

/** Options have no style of their own: the depth is written with wide spaces. */
function indent(place: Place, places: readonly Place[]): string {
  const top = places[0]?.path.split('/').length ?? 0;
  return '\u3000'.repeat(Math.max(0, place.path.split('/').length - top));
}
