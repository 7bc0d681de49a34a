import type { ChangePlace, HouseholdPlace } from '../store/passings.ts';

/** Whose cursor it is: another database or another compound begins from the start. */
interface CursorFor {
  readonly incarnation: string;
  readonly compoundId: string;
}

/** All that stands, household by household, since `begunAt`; then what changed. Times are the server's, epoch ms. */
export type PassingsPlace =
  | { readonly kind: 'all'; readonly begunAt: number; readonly after: HouseholdPlace | null }
  | ({ readonly kind: 'changed' } & ChangePlace);

const textOf = (place: PassingsPlace): (string | number)[] => {
  if (place.kind === 'changed') {
    const { changedAt, record } = place;
    return ['c', changedAt, ...(record ? [record.segmentId, record.number] : [])];
  }
  const { begunAt, after } = place;
  const { householdId, at, segmentId, number } = after ?? {};
  return ['a', begunAt, ...(after ? [householdId, at, segmentId, number] : [])] as string[];
};

export const passingsCursor = ({ incarnation, compoundId }: CursorFor, place: PassingsPlace) =>
  [incarnation, compoundId, ...textOf(place)].join('.');

/** Null: of another database or compound, or none of ours. */
export function readPassingsCursor(
  text: string,
  { incarnation, compoundId }: CursorFor,
): PassingsPlace | null {
  const start = `${incarnation}.${compoundId}.`;
  if (!text.startsWith(start)) return null;
  const [kind, time = '', ...rest] = text.slice(start.length).split('.');
  const moment = wholeNumber(time);
  if (moment === null) return null;
  if (kind === 'c' && rest.length === 0)
    return { kind: 'changed', changedAt: moment, record: null };
  const [segmentId = '', last = ''] = rest.slice(-2);
  const number = wholeNumber(last);
  if (number === null || !/^[0-9a-f]{32}$/.test(segmentId)) return null;
  if (kind === 'c' && rest.length === 2) {
    return { kind: 'changed', changedAt: moment, record: { segmentId, number } };
  }
  const [householdId, at] = rest.slice(0, 2).map(wholeNumber);
  if (kind !== 'a' || rest.length !== 4 || householdId == null || at == null) return null;
  return { kind: 'all', begunAt: moment, after: { householdId, at, segmentId, number } };
}

const wholeNumber = (text: string): number | null =>
  /^\d{1,15}$/.test(text) ? Number(text) : null;
