import { checkIdNumber } from '../domain/id-number.ts';
import { checkPhoneNumber } from '../domain/phone-number.ts';
import { MAX_PEOPLE, VISITOR_FORM_LIMITS } from '../sealing/visitor-form.ts';
import type { VisitSay } from '../words/visit-words.ts';
import { type Answers, formOf, PURPOSES, type TextField } from './answers.ts';
import { element } from './element.ts';

interface FormView {
  readonly say: VisitSay;
  /** Written to as the visitor writes. */
  readonly answers: Answers;
  /** What stands in the way of a code, with the act that may help. */
  readonly trouble: Node | null;
  readonly onMake: () => void;
}

/** Something odd is said beside its field and stops nobody; only the name must be there. */
export function formView({ say, answers, trouble, onMake }: FormView): HTMLElement {
  const name = textField({
    label: say('visit.name'),
    field: 'name',
    answers,
    oddity: (text) => (text.trim() === '' ? say('visit.name-missing') : ''),
    isRequired: true,
  });
  const make = () => {
    if (formOf(answers, Date.now()).name === '') name.insist();
    else onMake();
  };
  return element(
    'main',
    {},
    element('h1', { tabindex: '-1' }, say('visit.title')),
    element('p', { class: 'lead' }, say('visit.lead')),
    // Nothing is ever submitted: the browser has nothing to remember.
    element(
      'form',
      { autocomplete: 'off', novalidate: true, onsubmit: (event) => event.preventDefault() },
      name.row,
      textField({
        label: say('visit.household'),
        hint: say('visit.household-hint'),
        field: 'householdVisited',
        answers,
      }).row,
      peopleField(say, answers),
      purposeField(say, answers),
      textField({
        label: say('visit.phone'),
        field: 'phone',
        answers,
        keyboard: 'tel',
        oddity: (text) => (checkPhoneNumber(text).kind === 'odd' ? say('visit.phone-odd') : ''),
      }).row,
      textField({
        label: say('visit.plate'),
        hint: say('visit.optional'),
        field: 'plate',
        answers,
      }).row,
      textField({
        label: say('visit.id-number'),
        hint: say('visit.optional-soft'),
        field: 'idNumber',
        answers,
        // Other papers have letters in front: only what looks like an ID number is checked as one.
        oddity: (text) =>
          /^[\d\s-]{15,}[xX]?\s*$/.test(text) && checkIdNumber(text, Date.now()).kind === 'odd'
            ? say('visit.id-odd')
            : '',
      }).row,
      textField({
        label: say('visit.address'),
        hint: say('visit.optional-soft'),
        field: 'address',
        answers,
      }).row,
      element('p', { class: 'privacy' }, say('visit.privacy')),
      ...(trouble ? [trouble] : []),
      element('button', { type: 'button', class: 'main', onclick: make }, say('visit.make')),
    ),
  );
}

interface TextFieldOptions {
  readonly label: string;
  readonly hint?: string;
  readonly field: TextField;
  readonly answers: Answers;
  readonly keyboard?: 'text' | 'tel';
  readonly isRequired?: boolean;
  /** Empty: nothing odd. */
  readonly oddity?: (text: string) => string;
}

function textField(options: TextFieldOptions): { row: HTMLElement; insist: () => void } {
  const { label, hint = '', field, answers, keyboard = 'text', isRequired = false } = options;
  const { oddity = () => '' } = options;
  const note = element('p', { class: 'note', id: `${field}-note`, 'aria-live': 'polite' });
  const input = element('input', {
    id: field,
    inputmode: keyboard,
    maxlength: String(VISITOR_FORM_LIMITS[field]),
    autocomplete: 'off',
    autocorrect: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    required: isRequired,
    'aria-describedby': `${field}-hint ${field}-note`,
    oninput: () => {
      answers[field] = input.value;
      if (note.textContent !== '') look();
    },
    onblur: () => {
      if (input.value !== '') look();
    },
  });
  const look = () => {
    note.textContent = oddity(input.value);
  };
  input.value = answers[field];
  const row = element(
    'div',
    { class: 'field' },
    element('label', { for: field }, label),
    element('p', { class: 'hint', id: `${field}-hint` }, hint),
    input,
    note,
  );
  const insist = () => {
    look();
    input.setAttribute('aria-invalid', 'true');
    input.focus();
  };
  return { row, insist };
}

function peopleField(say: VisitSay, answers: Answers): HTMLElement {
  const count = element('output', { 'aria-live': 'polite' }, String(answers.people));
  const step = (by: number, label: string, sign: string) =>
    element(
      'button',
      {
        type: 'button',
        class: 'step',
        'aria-label': label,
        onclick: () => {
          answers.people = Math.min(MAX_PEOPLE, Math.max(1, answers.people + by));
          count.textContent = String(answers.people);
        },
      },
      sign,
    );
  return element(
    'fieldset',
    { class: 'field' },
    element('legend', {}, say('visit.people')),
    element('p', { class: 'hint' }, say('visit.people-hint')),
    element(
      'div',
      { class: 'people' },
      step(-1, say('visit.fewer'), '−'),
      count,
      step(1, say('visit.more'), '+'),
    ),
  );
}

function purposeField(say: VisitSay, answers: Answers): HTMLElement {
  const other = element('input', {
    class: 'other',
    'aria-label': say('visit.purpose-text'),
    placeholder: say('visit.purpose-text'),
    maxlength: String(VISITOR_FORM_LIMITS.purpose),
    autocomplete: 'off',
    oninput: () => {
      answers.purposeText = other.value;
    },
  });
  other.value = answers.purposeText;
  other.hidden = answers.purpose !== 'other';
  const chips = PURPOSES.map((purpose) => {
    const radio = element('input', {
      type: 'radio',
      name: 'purpose',
      onchange: () => {
        answers.purpose = purpose;
        other.hidden = purpose !== 'other';
        if (purpose === 'other') other.focus();
      },
    });
    radio.checked = answers.purpose === purpose;
    return element(
      'label',
      { class: 'chip' },
      radio,
      element('span', {}, say(`visit.purpose-${purpose}`)),
    );
  });
  return element(
    'fieldset',
    { class: 'field' },
    element('legend', {}, say('visit.purpose')),
    element('div', { class: 'chips' }, ...chips),
    other,
  );
}
