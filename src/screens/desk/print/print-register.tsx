import { useMemo, useState } from 'preact/hooks';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { Place } from '../../../domain/place.ts';
import { streetDay } from '../../../domain/street-time.ts';
import { say } from '../../../words/i18n.ts';
import { Choice, Select } from '../parts/controls.tsx';
import { gateOptions } from '../parts/gate-options.ts';
import { PrintLayout } from './print-layout.tsx';
import { RegisterSheet } from './register-sheet.tsx';

interface PrintRegisterProps {
  client: DeskClient;
  places: readonly Place[];
  streetName: string;
  zone: string;
}

const PAGES = ['1', '2', '5', '10', '20'];

export function PrintRegister({ client, places, streetName, zone }: PrintRegisterProps) {
  const compounds = useMemo(() => gateOptions(places), [places]);
  const [gateId, setGateId] = useState('');
  const [pages, setPages] = useState('2');
  const [dated, setDated] = useState<'open' | 'today'>('open');
  const gate = compounds.flatMap(({ gates }) => gates).find(({ id }) => id === gateId);
  const day = dated === 'today' ? streetDay(client.now(), zone) : '';
  return (
    <PrintLayout
      orientation="landscape"
      isReady
      about={say('print.sheets', { count: Number(pages) })}
      options={
        <>
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
          <Choice
            label={say('print.day')}
            value={dated}
            onChange={setDated}
            options={[
              { value: 'open', face: say('print.day-open') },
              { value: 'today', face: say('print.day-today') },
            ]}
          />
          <Select label={say('print.pages')} value={pages} onChange={setPages}>
            {PAGES.map((count) => (
              <option key={count} value={count}>
                {count}
              </option>
            ))}
          </Select>
        </>
      }
    >
      {Array.from({ length: Number(pages) }, (_, index) => (
        <RegisterSheet
          key={index}
          streetName={streetName}
          gateName={gate ? `${gate.compoundName} ${gate.name}` : ''}
          day={day}
        />
      ))}
    </PrintLayout>
  );
}
