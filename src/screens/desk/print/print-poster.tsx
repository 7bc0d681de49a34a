import { useMemo, useState } from 'preact/hooks';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { Place } from '../../../domain/place.ts';
import { say } from '../../../words/i18n.ts';
import { Select } from '../parts/controls.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { gateOptions } from '../parts/gate-options.ts';
import { EmptyNote, LoadingNote } from '../parts/state-note.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { PosterSheet } from './poster-sheet.tsx';
import { PrintLayout } from './print-layout.tsx';

interface PrintPosterProps {
  client: DeskClient;
  places: readonly Place[];
  streetName: string;
  firstCompoundId: string;
}

/** One for each gate: visitors' own phones open the form by it. */
export function PrintPoster({ client, places, streetName, firstCompoundId }: PrintPosterProps) {
  const compounds = useMemo(() => gateOptions(places), [places]);
  const [compoundId, setCompoundId] = useState(firstCompoundId);
  const [gateId, setGateId] = useState('');
  const asked = useAnswer('poster', client.readPosterAddress);
  const compound = compounds.find(({ id }) => id === compoundId) ?? compounds[0];
  if (!compound) return <EmptyNote>{say('passes.no-gates')}</EmptyNote>;
  const chosen = compound.gates.filter(({ id }) => gateId === '' || id === gateId);
  const address = asked.value?.address ?? null;
  return (
    <PrintLayout
      orientation="portrait"
      isReady={address !== null}
      about={address === null ? '' : say('print.sheets', { count: chosen.length })}
      options={
        <>
          <Select
            label={say('passes.compound')}
            value={compound.id}
            onChange={(id) => {
              setCompoundId(id);
              setGateId('');
            }}
          >
            {compounds.map(({ id, name, gates }) => (
              <option key={id} value={id}>
                {say('filter.compound-gates', { name, count: gates.length })}
              </option>
            ))}
          </Select>
          <Select label={say('print.gate')} value={gateId} onChange={setGateId}>
            <option value="">{say('filter.all')}</option>
            {compound.gates.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </>
      }
      state={
        asked.failure ? (
          <FailureNote
            why={asked.failure}
            sentence={asked.failure === 'refused' ? say('print.poster-no-address') : null}
            onAgain={asked.askAgain}
          />
        ) : (
          address === null && <LoadingNote />
        )
      }
    >
      {address !== null &&
        chosen.map(({ id, name }) => (
          <PosterSheet
            key={id}
            address={address}
            gateId={id}
            gateName={`${compound.name} ${name}`}
            streetName={streetName}
          />
        ))}
    </PrintLayout>
  );
}
