import { useState } from 'preact/hooks';
import type { ImportState } from '../../../protocol/imports.ts';
import { type MessageId, say } from '../../../words/i18n.ts';
import { CheckBox } from '../parts/check-box.tsx';
import { Choice, DeskButton } from '../parts/controls.tsx';
import { numberWords } from '../parts/number-words.ts';
import { ColumnChoices } from './column-choices.tsx';
import { CompoundChanges } from './compound-changes.tsx';
import { type Blocked, type PlacesChoice, planOf } from './import-plan.ts';
import css from './import-preview.module.css';
import { NewPlaces } from './new-places.tsx';
import { PreviewSamples } from './preview-samples.tsx';
import { RowProblems } from './row-problems.tsx';
import type { Imports } from './use-imports.ts';

interface ImportPreviewProps {
  imports: Imports;
  current: Extract<ImportState, { state: 'preview' }>;
}

const BLOCKED = {
  'no-headings': 'imports.refused-no-headings',
  'wrong-rows': 'imports.blocked-wrong-rows',
  'new-places': 'imports.blocked-new-places',
  nothing: 'imports.blocked-nothing',
} as const satisfies Record<Blocked, MessageId>;

/** What was understood and what would be done; nothing has been done yet. */
export function ImportPreview({ imports, current }: ImportPreviewProps) {
  const { importId, what, preview, fileName, placeName } = current;
  const [places, setPlaces] = useState<PlacesChoice>(what === 'places' ? 'add' : 'undecided');
  const [withoutWrongRows, setWithoutWrongRows] = useState(false);
  const plan = planOf(what, preview, places, withoutWrongRows);
  const isRoster = what === 'roster';
  return (
    <div class={css.preview}>
      <header class={css.head}>
        <h2>{fileName}</h2>
        <p>
          {[say('imports.into', { place: placeName }), preview.encoding ?? '']
            .filter((words) => words !== '')
            .join(say('list.comma'))}
        </p>
      </header>
      {isRoster && (
        <dl class={css.figures}>
          <Figure name={say('imports.people')} value={preview.people} />
          <Figure name={say('imports.households')} value={preview.households} />
          <Figure name={say('imports.added')} value={preview.added} />
          <Figure name={say('imports.changed')} value={preview.changed} />
          <Figure name={say('imports.moved-out')} value={preview.movedOut} />
          <Figure name={say('imports.unchanged')} value={preview.unchanged} />
          <Figure name={say('imports.wrong-rows')} value={preview.wrongRows} isOdd />
        </dl>
      )}
      <ColumnChoices what={what} sheets={preview.sheets} imports={imports} />
      <RowProblems preview={preview} fileName={fileName} />
      {isRoster && preview.compounds.length > 0 && <CompoundChanges preview={preview} />}
      {preview.newPlaces.length > 0 && <NewPlaces preview={preview} />}
      {isRoster && <PreviewSamples samples={preview.samples} />}
      <footer class={css.foot}>
        {preview.wrongRows > 0 && (
          <CheckBox
            label={say(
              isRoster ? 'imports.without-wrong-rows' : 'imports.without-wrong-rows-places',
              {
                count: preview.wrongRows,
              },
            )}
            isChecked={withoutWrongRows}
            onChange={setWithoutWrongRows}
          />
        )}
        {isRoster && preview.newPlaces.length > 0 && (
          <Choice
            label={say('imports.add-places', { count: preview.newPlaces.length })}
            value={places}
            options={[
              { value: 'add', face: say('imports.add-places-yes') },
              { value: 'leave', face: say('imports.add-places-no', { count: plan.peopleThere }) },
            ]}
            onChange={setPlaces}
          />
        )}
        <div class={css.acts}>
          {plan.blocked === null ? (
            <DeskButton
              isMain
              isBusy={imports.isBusy}
              onClick={() =>
                imports.apply({
                  previewId: preview.previewId,
                  addPlaces: places === 'add',
                  withoutWrongRows,
                })
              }
            >
              {isRoster
                ? say('imports.apply', {
                    added: plan.added,
                    changed: plan.changed,
                    movedOut: plan.movedOut,
                    places: plan.places,
                  })
                : say('imports.apply-places', { count: plan.places })}
            </DeskButton>
          ) : (
            <p class={css.blocked}>{say(BLOCKED[plan.blocked])}</p>
          )}
          <DeskButton isStill onClick={() => imports.open(null)}>
            {say('imports.put-aside')}
          </DeskButton>
          <DeskButton isStill isBusy={imports.isBusy} onClick={() => imports.discard(importId)}>
            {say('imports.discard')}
          </DeskButton>
        </div>
      </footer>
    </div>
  );
}

function Figure({ name, value, isOdd = false }: { name: string; value: number; isOdd?: boolean }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class={isOdd && value > 0 ? css.odd : undefined}>{numberWords(value)}</dd>
    </div>
  );
}
