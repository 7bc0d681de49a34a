import { checkIdNumber } from '../domain/id-number.ts';
import { checkPhoneNumber } from '../domain/phone-number.ts';
import {
  HIDDEN_CHARACTERS,
  VISITOR_FORM_LIMITS,
  type VisitorForm,
} from '../sealing/visitor-form.ts';
import { visitSay } from '../words/visit-words.ts';

export const PURPOSES = ['delivery', 'repair', 'family', 'care', 'other'] as const;
export type Purpose = (typeof PURPOSES)[number];

export type TextField = Exclude<keyof VisitorForm, 'people' | 'purpose' | 'remark'>;

/** The form as it stands on the screen. */
export interface Answers extends Record<TextField, string> {
  people: number;
  purpose: Purpose | null;
  /** With the purpose `other`. */
  purposeText: string;
}

export const noAnswers = (): Answers => ({
  name: '',
  householdVisited: '',
  people: 1,
  purpose: null,
  purposeText: '',
  phone: '',
  plate: '',
  idNumber: '',
  address: '',
});

/** Numbers that are good in their usual form, everything else as it was written. */
export function formOf(answers: Answers, now: number): VisitorForm {
  const { purpose } = answers;
  const phone = checkPhoneNumber(answers.phone);
  const idNumber = checkIdNumber(answers.idNumber, now);
  return {
    name: bounded(answers.name, 'name'),
    householdVisited: bounded(answers.householdVisited, 'householdVisited'),
    people: answers.people,
    purpose: bounded(
      purpose === null || purpose === 'other' ? answers.purposeText : recorded(purpose),
      'purpose',
    ),
    phone: phone.kind === 'ok' ? phone.normal : bounded(answers.phone, 'phone'),
    plate: bounded(answers.plate, 'plate').toUpperCase(),
    idNumber: idNumber.kind === 'ok' ? idNumber.normal : bounded(answers.idNumber, 'idNumber'),
    address: bounded(answers.address, 'address'),
    remark: '',
  };
}

/** In the register's language, whichever the visitor reads. */
const recorded = (purpose: Exclude<Purpose, 'other'>): string =>
  visitSay('zh-CN')(`visit.purpose-${purpose}`);

const everyHidden = new RegExp(HIDDEN_CHARACTERS.source, 'gu');

const bounded = (text: string, field: keyof typeof VISITOR_FORM_LIMITS): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(everyHidden, '')
    .trim()
    .slice(0, VISITOR_FORM_LIMITS[field])
    .replace(/[\ud800-\udbff]$/, '');
