import { useMemo, useState } from 'preact/hooks';
import type { Place } from '../../../domain/place.ts';
import { say } from '../../../words/i18n.ts';
import { Select } from '../parts/controls.tsx';
import { gateOptions } from '../parts/gate-options.ts';
import { GuideSheet } from './guide-sheet.tsx';
import { PrintLayout } from './print-layout.tsx';

interface PrintGuideProps {
  places: readonly Place[];
  streetName: string;
}

export function PrintGuide({ places, streetName }: PrintGuideProps) {
  const compounds = useMemo(() => gateOptions(places), [places]);
  const [gateId, setGateId] = useState('');
  const gate = compounds.flatMap(({ gates }) => gates).find(({ id }) => id === gateId);
  return (
    <PrintLayout
      orientation="portrait"
      isReady
      about={say('print.sheets', { count: 1 })}
      options={
        <Select label={say('print.gate')} value={gateId} onChange={setGateId}>
          <option value="">{say('print.gate-open')}</option>
          {compounds.map(({ id, name, gates }) => (
            <optgroup key={id} label={name}>
              {gates.map((one) => (
                <option key={one.id} value={one.id}>
                  {name} {one.name}
                </option>
              ))}
            </optgroup>
          ))}
        </Select>
      }
    >
      <GuideSheet
        streetName={streetName}
        gateName={gate ? `${gate.compoundName} ${gate.name}` : ''}
      />
    </PrintLayout>
  );
}
