import { useState } from 'preact/hooks';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { Place } from '../../../domain/place.ts';
import { streetDay } from '../../../domain/street-time.ts';
import { say } from '../../../words/i18n.ts';
import { Choice, Select } from '../parts/controls.tsx';
import { PrintLayout } from './print-layout.tsx';
import { RegisterSheet } from './register-sheet.tsx';
import { useSheetGate } from './use-sheet-gate.tsx';

interface PrintRegisterProps {
  client: DeskClient;
  places: readonly Place[];
  streetName: string;
  zone: string;
}

const PAGES = ['1', '2', '5', '10', '20'];

export function PrintRegister({ client, places, streetName, zone }: PrintRegisterProps) {
  const { gateName, select } = useSheetGate(places);
  const [pages, setPages] = useState('2');
  const [dated, setDated] = useState<'open' | 'today'>('open');
  const day = dated === 'today' ? streetDay(client.now(), zone) : '';
  return (
    <PrintLayout
      orientation="landscape"
      isReady
      about={say('print.sheets', { count: Number(pages) })}
      options={
        <>
          {select}
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
        <RegisterSheet key={index} streetName={streetName} gateName={gateName} day={day} />
      ))}
    </PrintLayout>
  );
}
