import { useEffect, useId, useRef, useState } from 'preact/hooks';
import {
  DEVICE_NAME_LENGTH,
  type DeviceChange,
  type ListedDevice,
} from '../../../protocol/devices.ts';
import { say } from '../../../words/i18n.ts';
import { DeskButton } from '../parts/controls.tsx';
import css from './phone-acts.module.css';

export type PhoneAct = 'rename' | 'revoke';

interface PhoneActsProps {
  phone: ListedDevice;
  /** A device does not shut itself out. */
  isOwn: boolean;
  onAct: (act: PhoneAct) => void;
}

export function PhoneActs({ phone, isOwn, onAct }: PhoneActsProps) {
  const acts: readonly PhoneAct[] = isOwn ? ['rename'] : ['rename', 'revoke'];
  return (
    <span class={css.acts}>
      {acts.map((act) => (
        <button key={act} type="button" class={css.act} onClick={() => onAct(act)}>
          {say(`phones.${act}`)}
          <span class="vh"> {phone.name}</span>
        </button>
      ))}
    </span>
  );
}

interface PhoneActFormProps {
  act: PhoneAct;
  phone: ListedDevice;
  isBusy: boolean;
  onChange: (change: DeviceChange) => void;
  onLeave: () => void;
}

/** The second step of an act: the new name, or what follows from shutting a phone out. */
export function PhoneActForm({ act, phone, isBusy, onChange, onLeave }: PhoneActFormProps) {
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const [name, setName] = useState(phone.name);
  useEffect(() => {
    const input = form.current?.querySelector('input');
    if (input) input.select();
    else form.current?.focus();
  }, []);
  const submit = (event: Event) => {
    event.preventDefault();
    const trimmed = name.trim();
    if (act === 'rename' && trimmed === '') return;
    const { deviceId } = phone;
    onChange(
      act === 'rename' ? { kind: 'rename', deviceId, name: trimmed } : { kind: 'revoke', deviceId },
    );
    onLeave();
  };
  return (
    <form
      ref={form}
      class={css.form}
      tabIndex={-1}
      autocomplete="off"
      aria-label={`${say(`phones.${act}`)} ${phone.name}`}
      onSubmit={submit}
      onKeyDown={(event) => event.key === 'Escape' && onLeave()}
    >
      {act === 'rename' ? (
        <p class={css.field}>
          <label for={id}>{say('phones.new-name')}</label>
          <input
            id={id}
            class={css.input}
            autocomplete="off"
            spellcheck={false}
            maxLength={DEVICE_NAME_LENGTH}
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </p>
      ) : (
        <p class={css.what}>{say('phones.revoke-what', { name: phone.name })}</p>
      )}
      <div class={css.buttons}>
        <DeskButton isMain isBusy={isBusy} onClick={() => form.current?.requestSubmit()}>
          {say(act === 'rename' ? 'phones.rename-yes' : 'phones.revoke-yes')}
        </DeskButton>
        <DeskButton isStill onClick={onLeave}>
          {say('act.cancel')}
        </DeskButton>
      </div>
    </form>
  );
}
