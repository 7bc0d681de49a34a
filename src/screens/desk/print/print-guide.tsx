import type { Place } from '../../../domain/place.ts';
import { say } from '../../../words/i18n.ts';
import { GuideSheet } from './guide-sheet.tsx';
import { PrintLayout } from './print-layout.tsx';
import { useSheetGate } from './use-sheet-gate.tsx';

interface PrintGuideProps {
  places: readonly Place[];
  streetName: string;
}

export function PrintGuide({ places, streetName }: PrintGuideProps) {
  const { gateName, select } = useSheetGate(places);
  return (
    <PrintLayout
      orientation="portrait"
      isReady
      about={say('print.sheets', { count: 1 })}
      options={select}
    >
      <GuideSheet streetName={streetName} gateName={gateName} />
    </PrintLayout>
  );
}
