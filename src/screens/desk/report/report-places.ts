import { type RolledUp, reportState, rollUp } from '../../../domain/daily-report.ts';
import type { Place } from '../../../domain/place.ts';
import { REPORT_FIGURES, type ReportFigures } from '../../../domain/report-figures.ts';
import type { GateReport, ReportsAnswer, SignedStatement } from '../../../protocol/reports.ts';
import { type PlacedGate, placedGates } from '../parts/gates-within.ts';

export type ReportedGate = PlacedGate & { readonly report: GateReport };

/** A community or village with its gates, or the whole of what the desk sees. */
export interface ReportedPlace {
  readonly place: Place;
  readonly gates: readonly ReportedGate[];
  readonly sum: RolledUp;
  /** The one that holds; null: nobody has signed for it. */
  readonly statement: SignedStatement | null;
  readonly statements: readonly SignedStatement[];
}

export interface ReportTree {
  readonly whole: ReportedPlace;
  readonly communities: readonly ReportedPlace[];
}

/** The day's reports in the order of the tree; gates that are no longer within it are left out of both sums and rows. */
export function reportTree(
  answer: ReportsAnswer,
  places: readonly Place[],
  top: Place,
): ReportTree {
  const told = new Map(answer.gates.map((report) => [report.gateId, report]));
  const signed = new Map(answer.places.map((one) => [one.placeId, one.statements]));
  const gates = [...placedGates(places).values()].flatMap((placed) => {
    const report = told.get(placed.gate.id);
    return report ? { ...placed, report } : [];
  });
  const groups = new Map<string, { place: Place; gates: ReportedGate[] }>();
  for (const gate of gates) {
    const group = groups.get(gate.community.id);
    if (group) group.gates.push(gate);
    else groups.set(gate.community.id, { place: gate.community, gates: [gate] });
  }
  const reported = (place: Place, within: readonly ReportedGate[]): ReportedPlace => {
    const statements = signed.get(place.id) ?? [];
    return {
      place,
      gates: within,
      sum: rollUp(within.map(({ report }) => report)),
      statement: statements.at(-1) ?? null,
      statements,
    };
  };
  return {
    whole: reported(top, gates),
    communities: [...groups.values()].map((group) => reported(group.place, group.gates)),
  };
}

/** Those whose day is not all said and here. */
export const lackingGates = (gates: readonly ReportedGate[]): readonly ReportedGate[] =>
  gates.filter(({ report }) => {
    const state = reportState(report);
    return state === 'missing' || state === 'unsynced';
  });

export const figuresTotal = (figures: ReportFigures): number =>
  REPORT_FIGURES.reduce((sum, figure) => sum + figures[figure], 0);

/** Somebody said nothing happened, and the ledger says otherwise. */
export const isContradicted = ({ statements, figures }: GateReport): boolean =>
  statements.at(-1)?.isZero === true && figuresTotal(figures) > 0;

/** Only places above gates are signed for beside gates themselves. */
export const isSummedUp = ({ kind }: Place): boolean =>
  kind === 'street' || kind === 'community' || kind === 'village' || kind === 'grid';
