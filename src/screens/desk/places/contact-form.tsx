import { useEffect, useRef, useState } from 'preact/hooks';
import { halfWidth } from '../../../domain/half-width.ts';
import type { PlacedContact } from '../../../protocol/marks.ts';
import { say } from '../../../words/i18n.ts';
import { DeskButton } from '../parts/controls.tsx';
import { TextBox } from '../parts/text-box.tsx';
import css from './place-contacts.module.css';

interface ContactFormProps {
  before: PlacedContact;
  isBusy: boolean;
  onSave: (contact: PlacedContact) => void;
  onLeave: () => void;
}

/** As it is dialled: digits, spaces, hyphens, a plus before. */
const DIALLED = /^[+\d][\d -]{2,19}$/;

export function ContactForm({ before, isBusy, onSave, onLeave }: ContactFormProps) {
  const [name, setName] = useState(before.name);
  const [duty, setDuty] = useState(before.duty);
  const [phone, setPhone] = useState(before.phone);
  const [problem, setProblem] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const save = () => {
    const dialled = halfWidth(phone).trim();
    if (name.trim() === '') return setProblem(say('contacts.name-missing'));
    if (!DIALLED.test(dialled)) return setProblem(say('contacts.phone-odd'));
    return onSave({ ...before, name: name.trim(), duty: duty.trim(), phone: dialled });
  };
  return (
    <div class={css.form}>
      <TextBox
        label={say('contacts.name')}
        value={name}
        maxLength={40}
        input={input}
        onChange={setName}
        onEnter={save}
      />
      <TextBox
        label={say('contacts.duty')}
        hint={say('contacts.duty-hint')}
        value={duty}
        maxLength={40}
        onChange={setDuty}
        onEnter={save}
      />
      <TextBox
        label={say('contacts.phone')}
        value={phone}
        maxLength={20}
        onChange={setPhone}
        onEnter={save}
      />
      {problem && (
        <p class={css.problem} role="alert">
          {problem}
        </p>
      )}
      <div class={css.acts}>
        <DeskButton isMain isBusy={isBusy} onClick={save}>
          {say('contacts.save')}
        </DeskButton>
        <DeskButton isStill onClick={onLeave}>
          {say('act.cancel')}
        </DeskButton>
      </div>
    </div>
  );
}
