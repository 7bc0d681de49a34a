import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { Place } from '../../../domain/place.ts';
import { say } from '../../../words/i18n.ts';
import { Select } from '../parts/controls.tsx';
import { gateOptions } from '../parts/gate-options.ts';

interface SheetGate {
  /** With its compound; empty: left open, to be written by hand. */
  readonly gateName: string;
  readonly select: ComponentChildren;
}

/** Which gate a sheet is for. */
export function useSheetGate(places: readonly Place[]): SheetGate {
  const compounds = useMemo(() => gateOptions(places), [places]);
  const [gateId, setGateId] = useState('');
  const gate = compounds.flatMap(({ gates }) => gates).find(({ id }) => id === gateId);
  return {
    gateName: gate ? `${gate.compoundName} ${gate.name}` : '',
    select: (
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
    ),
  };
}
