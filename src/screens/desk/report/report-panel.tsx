import { rollUp } from '../../../domain/daily-report.ts';
import type { Place } from '../../../domain/place.ts';
import type { ReportFigure } from '../../../domain/report-figures.ts';
import type { ReportForm, ReportSign } from '../../../protocol/reports.ts';
import type { SectionProps } from '../parts/section-props.ts';
import { ledgerOf } from '../watch/ledger-opening.ts';
import { FormPanel } from './form-panel.tsx';
import type { ReportTree } from './report-places.ts';
import { figureTitle, figureWords } from './report-words.ts';
import { RowsPanel } from './rows-panel.tsx';
import { SignPanel } from './sign-panel.tsx';

export type Panel =
  | { readonly kind: 'form' }
  | { readonly kind: 'place'; readonly placeId: string }
  | { readonly kind: 'rows'; readonly place: Place; readonly figure: ReportFigure };

interface ReportPanelProps extends Pick<SectionProps, 'client' | 'zone'> {
  panel: Panel;
  tree: ReportTree;
  form: ReportForm;
  day: string;
  daySaid: string;
  onSign: ((sign: ReportSign) => Promise<string | null>) | null;
  onForm: (form: ReportForm) => Promise<string | null>;
  onLedger: SectionProps['onOpen'];
  onClose: () => void;
}

/** What stands beside the sheet: the rows behind a number, a place's statements, or the sheet's form. */
export function ReportPanel(props: ReportPanelProps) {
  const { panel, tree, form, client, zone, day, onClose } = props;
  if (panel.kind === 'form') {
    return <FormPanel form={form} onSave={props.onForm} onClose={onClose} />;
  }
  const placeId = panel.kind === 'place' ? panel.placeId : panel.place.id;
  const summed = [tree.whole, ...tree.communities].find(({ place }) => place.id === placeId);
  const gate = tree.whole.gates.find((one) => one.gate.id === placeId);
  const gates = gate ? [gate] : (summed?.gates ?? []);
  const place = gate?.gate ?? summed?.place;
  if (!place) return null;
  const { figures, isAtLeast } = rollUp(gates.map(({ report }) => report));
  if (panel.kind === 'place') {
    return (
      <SignPanel
        key={place.id}
        place={place}
        gates={gates}
        figures={figures}
        isAtLeast={isAtLeast}
        statements={gate ? gate.report.statements : (summed?.statements ?? [])}
        form={form}
        day={day}
        zone={zone}
        onSign={props.onSign}
        onClose={onClose}
      />
    );
  }
  const { figure } = panel;
  return (
    <RowsPanel
      client={client}
      day={day}
      dayWords={props.daySaid}
      place={place}
      figure={figure}
      figureName={figureTitle(form, figure)}
      number={figureWords(figures[figure], isAtLeast)}
      figureValue={figures[figure]}
      zone={zone}
      onSelect={(row) => props.onLedger(ledgerOf(row, zone))}
      onClose={onClose}
    />
  );
}
