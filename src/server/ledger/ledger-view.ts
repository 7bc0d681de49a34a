import { maskedNameText } from '../../domain/masked-name.ts';
import { may, type Role } from '../../domain/role.ts';
import type { LedgerLine } from '../store/ledger.ts';
import type { LedgerShown } from './ledger-facts.ts';

/** What a reader of the ledger may see. */
export interface LedgerView {
  readonly fullNames: boolean;
}

export const viewOf = ({ role }: { readonly role: Role }): LedgerView => ({
  fullNames: may(role, 'read-full-names'),
});

/** Names keep their masked form. */
export const seenName = (name: string, { fullNames }: LedgerView): string =>
  fullNames ? name : maskedNameText(name);

/** Whatever else somebody typed may name a person: all of it is hidden, but not that there is something. */
export const seenText = (text: string, { fullNames }: LedgerView): string =>
  fullNames || text === '' ? text : '▇';

/** All of a line that tells who somebody is, as this reader may see it. */
export interface SeenLine {
  readonly name: string;
  readonly maskedName: string;
  readonly idNumber: string;
  readonly address: string;
  readonly phone: string;
  readonly purpose: string;
  readonly householdVisited: string;
  /** Of a resident, by the roster: for every reader. */
  readonly room: string;
  readonly plate: string;
  /** Of what they came in, whoever they are. */
  readonly vehiclePlate: string;
  readonly remark: string;
  readonly note: string;
  readonly onDuty: readonly string[];
  readonly decidedBy: string;
  readonly shown: readonly LedgerShown[];
}

/** Plates and who was asked about a visitor are told as texts are; all else of what was shown is of a few kinds. */
function seenShown(shown: LedgerShown, view: LedgerView): LedgerShown {
  if (shown.kind === 'vehicle') return { ...shown, plate: seenText(shown.plate, view) };
  if (shown.kind === 'host') return { ...shown, household: seenText(shown.household, view) };
  return shown;
}

/** The one place that decides; rows, histories and exports take these texts and no others. */
export function seenLine(line: LedgerLine, onDuty: readonly string[], view: LedgerView): SeenLine {
  const { facts, note, decidedBy } = line.entry;
  const vehicle = facts.shown.find((one) => one.kind === 'vehicle');
  const visitor = facts.subject.kind === 'visitor' ? facts.subject.visitor : null;
  const name = visitor ? visitor.name : line.name;
  const text = (typed: string | undefined) => seenText(typed ?? '', view);
  return {
    name: seenName(name, view),
    maskedName: maskedNameText(name),
    idNumber: text(visitor ? visitor.idNumber : line.idNumber),
    address: text(visitor?.address),
    phone: text(visitor ? visitor.phone : line.phone),
    purpose: text(visitor?.purpose),
    householdVisited: text(visitor?.householdVisited),
    room: visitor ? '' : line.room,
    plate: text(visitor?.plate),
    vehiclePlate: text(vehicle?.plate),
    remark: text(visitor?.remark),
    note: text(note),
    onDuty: onDuty.map((one) => seenName(one, view)),
    decidedBy: seenName(decidedBy, view),
    shown: facts.shown.map((one) => seenShown(one, view)),
  };
}
