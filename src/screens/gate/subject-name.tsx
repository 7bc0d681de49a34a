import { MaskedName } from '../../ui/masked-name.tsx';
import type { Described } from './describe-subject.ts';

/** The masked name, or what is known instead of one. */
export const SubjectName = ({ who }: { who: Described }) =>
  who.name ? <MaskedName name={who.name} /> : who.detail;
