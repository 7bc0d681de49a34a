import { useEffect, useRef, useState } from 'preact/hooks';
import type { PlacedContact } from '../../../protocol/marks.ts';
import { say } from '../../../words/i18n.ts';
import { DeskButton } from '../parts/controls.tsx';
import { dialledPhone } from '../parts/dialled-phone.ts';
import { LinesForm } from '../parts/lines-form.tsx';
import css from './place-contacts.module.css';

interface ContactFormProps {
  before: PlacedContact;
  isBusy: boolean;
  onSave: (contact: PlacedContact) => void;
  onLeave: () => void;
}

/** Whom gates call, and by what number. */
export function ContactForm({ before, isBusy, onSave, onLeave }: ContactFormProps) {
  const [values, setValues] = useState({
    name: before.name,
    duty: before.duty,
    phone: before.phone,
  });
  const { name, duty, phone } = values;
  const [problem, setProblem] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const save = () => {
    const dialled = dialledPhone(phone);
    if (name.trim() === '') return setProblem(say('contacts.name-missing'));
    if (!dialled) return setProblem(say('contacts.phone-odd'));
    return onSave({ ...before, name: name.trim(), duty: duty.trim(), phone: dialled });
  };
  return (
    <div class={css.form}>
      <LinesForm
        lines={[
          { name: 'name', label: say('contacts.name'), maxLength: 40 },
          {
            name: 'duty',
            label: say('contacts.duty'),
            hint: say('contacts.duty-hint'),
            maxLength: 40,
          },
          { name: 'phone', label: say('contacts.phone'), maxLength: 20 },
        ]}
        values={values}
        input={input}
        problem={problem}
        onChange={setValues}
        onEnter={save}
      >
        <DeskButton isMain isBusy={isBusy} onClick={save}>
          {say('contacts.save')}
        </DeskButton>
        <DeskButton isStill onClick={onLeave}>
          {say('act.cancel')}
        </DeskButton>
      </LinesForm>
    </div>
  );
}
