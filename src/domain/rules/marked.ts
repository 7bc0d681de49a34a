import type { Mark } from '../mark.ts';
import type { HouseholdColour } from '../reason.ts';

/** What all marks about one person come to. The person's own stand before those of the household. */
export interface Marked {
  readonly colour: HouseholdColour | null;
  readonly isolatedUntil: string | null;
  readonly voidUntil: string | null;
  readonly isDenied: boolean;
  readonly documentIds: ReadonlySet<number>;
}

const latest = (days: readonly (string | null)[]): string | null =>
  days.reduce((last, day) => (day !== null && (last === null || day > last) ? day : last), null);

export function marked(marks: readonly Mark[]): Marked {
  const colourOf = (kind: Mark['subject']['kind']) =>
    marks.find((mark) => mark.subject.kind === kind && mark.colour !== null)?.colour ?? null;
  return {
    colour: colourOf('resident') ?? colourOf('id-number') ?? colourOf('household'),
    isolatedUntil: latest(marks.map((mark) => mark.isolatedUntil)),
    voidUntil: latest(marks.map((mark) => mark.voidUntil)),
    isDenied: marks.some((mark) => mark.isDenied),
    documentIds: new Set(marks.flatMap((mark) => mark.documentIds)),
  };
}
