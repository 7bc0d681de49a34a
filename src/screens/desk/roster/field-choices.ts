import type { ImportPreview, ImportRead } from '../../../protocol/imports.ts';

type Sheet = ImportPreview['sheets'][number];
export type ImportField = Sheet['columns'][number]['field'];
/** What the desk says otherwise than the preview, by sheet and column. */
export type FieldChoices = ReadonlyMap<string, ImportField>;

/** Of a request: the server takes no more. */
const MOST_COLUMNS = 200;

const keyOf = (sheet: Sheet, column: number): string => `${column} ${sheet.name}`;

export function fieldOf(choices: FieldChoices, sheet: Sheet, column: number): ImportField {
  const chosen = choices.get(keyOf(sheet, column));
  return chosen === undefined ? (sheet.columns[column]?.field ?? null) : chosen;
}

/** A field stands in one column of a sheet: whichever had it before gives it up. */
export function chooseField(
  choices: FieldChoices,
  sheet: Sheet,
  column: number,
  field: ImportField,
): FieldChoices {
  const next = new Map(choices);
  sheet.columns.forEach((_, other) => {
    if (other !== column && field !== null && fieldOf(choices, sheet, other) === field) {
      next.set(keyOf(sheet, other), null);
    }
  });
  next.set(keyOf(sheet, column), field);
  return next;
}

/** All that is taken and all that was changed: the reading that follows knows nothing of earlier ones. */
export function choicesToSend(
  choices: FieldChoices,
  sheets: readonly Sheet[],
): ImportRead['columns'] {
  return sheets
    .flatMap((sheet) =>
      sheet.columns.map((_, column) => ({
        sheet: sheet.name,
        column,
        field: fieldOf(choices, sheet, column),
        isSaid: choices.has(keyOf(sheet, column)),
      })),
    )
    .filter(({ field, isSaid }) => field !== null || isSaid)
    .sort((one, other) => Number(other.isSaid) - Number(one.isSaid))
    .slice(0, MOST_COLUMNS)
    .map(({ sheet, column, field }) => ({ sheet, column, field }));
}
