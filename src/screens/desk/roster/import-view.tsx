import type { ImportState } from '../../../protocol/imports.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import type { SectionProps } from '../parts/section-props.ts';
import { LoadingNote } from '../parts/state-note.tsx';
import { ImportEnd } from './import-end.tsx';
import { ImportHistory } from './import-history.tsx';
import { ImportPreview } from './import-preview.tsx';
import { ImportProgress } from './import-progress.tsx';
import { ImportStartForm } from './import-start-form.tsx';
import { RosterList } from './roster-list.tsx';
import { useImports } from './use-imports.ts';

type ImportViewProps = SectionProps & { what: ImportState['what'] };

/** From a file to the street: choose, read, look at what would be done, do it, take it back. */
export function ImportView({
  what,
  client,
  identity,
  places,
  onPlacesChanged,
  zone,
}: ImportViewProps) {
  const imports = useImports(client, what, onPlacesChanged);
  const { list, current, sending, failure } = imports;
  const isAlone = current?.state === 'preview';
  return (
    <>
      {failure && (
        <FailureNote why={failure.why} sentence={failure.sentence} onAgain={imports.askAgain} />
      )}
      {!list && !failure && <LoadingNote />}
      {step()}
      {list && what === 'roster' && !isAlone && (
        <RosterList rosters={imports.rosters} places={places} zone={zone} />
      )}
      {list && list.length > 0 && !isAlone && (
        <ImportHistory imports={imports} list={list} zone={zone} />
      )}
    </>
  );

  function step() {
    if (sending) return <ImportProgress imports={imports} sending={sending} current={current} />;
    if (!current) {
      return (
        list && (
          <ImportStartForm what={what} own={identity.place.id} places={places} imports={imports} />
        )
      );
    }
    switch (current.state) {
      case 'receiving':
      case 'reading':
      case 'applying':
        return <ImportProgress imports={imports} sending={null} current={current} />;
      case 'preview':
        return (
          <ImportPreview key={current.preview.previewId} imports={imports} current={current} />
        );
      case 'applied':
      case 'taken-back':
      case 'failed':
        return <ImportEnd imports={imports} current={current} />;
      default:
        throw new Error(`unknown state ${current satisfies never}`);
    }
  }
}
