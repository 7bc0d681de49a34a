import { halfWidth } from '../../../domain/half-width.ts';
import type { Mark, MarkSubject } from '../../../domain/mark.ts';
import type { ListedMark } from '../../../protocol/marks.ts';

export const emptyMark = (id: string, subject: MarkSubject): Mark => ({
  id,
  subject,
  colour: null,
  isolatedUntil: null,
  voidUntil: null,
  isDenied: false,
  documentIds: [],
  note: '',
});

/** A mark that says nothing is none. */
export const saysNothing = (mark: Mark): boolean =>
  mark.colour === null &&
  mark.isolatedUntil === null &&
  mark.voidUntil === null &&
  !mark.isDenied &&
  mark.documentIds.length === 0 &&
  mark.note.trim() === '';

const plain = (text: string): string =>
  halfWidth(text)
    .replace(/[\s·•.‧・-]/g, '')
    .toUpperCase();

const keyOf = (subject: MarkSubject): string => {
  switch (subject.kind) {
    case 'resident':
      return `resident ${subject.rosterNumber}`;
    case 'household':
      return `household ${subject.householdId}`;
    case 'plate':
      return `plate ${plain(subject.plate)}`;
    case 'id-number':
      return `id-number ${plain(subject.idNumber)}`;
    default:
      throw new Error(`unknown subject ${(subject satisfies never as MarkSubject).kind}`);
  }
};

/** Whom the street has marked already is marked once. */
export const markOf = (
  marks: readonly ListedMark[],
  subject: MarkSubject,
): ListedMark | undefined => marks.find(({ mark }) => keyOf(mark.subject) === keyOf(subject));

export type MarkFilter = 'all' | 'isolated' | 'denied' | 'coloured';
export const MARK_FILTERS = ['all', 'isolated', 'denied', 'coloured'] as const;

const isOf = ({ mark }: ListedMark, filter: MarkFilter, today: string): boolean => {
  switch (filter) {
    case 'all':
      return true;
    case 'isolated':
      return mark.isolatedUntil !== null && mark.isolatedUntil >= today;
    case 'denied':
      return mark.isDenied;
    case 'coloured':
      return mark.colour !== null;
    default:
      throw new Error(`unknown filter ${filter satisfies never}`);
  }
};

export const filterMarks = (
  marks: readonly ListedMark[],
  filter: MarkFilter,
  text: string,
  today: string,
): ListedMark[] => {
  const wanted = plain(text);
  return marks.filter(
    (one) =>
      isOf(one, filter, today) &&
      (plain(one.who).includes(wanted) || plain(one.mark.note).includes(wanted)),
  );
};
