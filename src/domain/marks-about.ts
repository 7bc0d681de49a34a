import type { Visitor } from './entry.ts';
import { halfWidth } from './half-width.ts';
import type { Mark } from './mark.ts';
import { checkPlate } from './plate.ts';

/** Who stands at the gate, in every way in which a mark may name them. */
export interface Markable {
  readonly rosterNumber: number | null;
  readonly householdId: number | null;
  /** As they were typed; empty ones name nobody. */
  readonly plates: readonly string[];
  readonly idNumber: string;
}

/** As marks name plates: an unusual one as it was typed, in half-width capitals without separators. */
function normalPlate(text: string): string {
  const checked = checkPlate(text);
  if (checked.kind === 'ok') return checked.normal;
  return halfWidth(text)
    .replace(/[\s·•.‧・-]/g, '')
    .toUpperCase();
}

const normalIdNumber = (text: string): string =>
  halfWidth(text).replace(/[\s-]/g, '').toUpperCase();

/** All that the desk has marked about them. */
export function marksAbout(marks: readonly Mark[], who: Markable): Mark[] {
  if (marks.length === 0) return [];
  const plates = new Set(who.plates.map(normalPlate).filter((plate) => plate !== ''));
  const idNumber = normalIdNumber(who.idNumber);
  return marks.filter(({ subject }) => {
    switch (subject.kind) {
      case 'resident':
        return subject.rosterNumber === who.rosterNumber;
      case 'household':
        return subject.householdId === who.householdId;
      case 'plate':
        return plates.has(normalPlate(subject.plate));
      case 'id-number':
        return idNumber !== '' && normalIdNumber(subject.idNumber) === idNumber;
      default:
        throw new Error(`unknown mark ${(subject satisfies never as { kind: string }).kind}`);
    }
  });
}

/** The same for one who came before and for one who comes again, whatever they come for. */
export function visitorKey({ name, idNumber, phone, plate }: Visitor): string {
  const id = normalIdNumber(idNumber);
  const text = halfWidth(name).replace(/\s/g, '').toUpperCase();
  return JSON.stringify(
    id ? [id] : [text, halfWidth(phone).replace(/\D/g, ''), normalPlate(plate)],
  );
}

export { normalIdNumber, normalPlate };
