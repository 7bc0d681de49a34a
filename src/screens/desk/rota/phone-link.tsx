import { Icon } from '../../../ui/icon.tsx';
import css from './phone-link.module.css';
import { telOf } from './rota-words.ts';

/** Calls; nothing where no number is known. */
export function PhoneLink({ phone }: { phone: string }) {
  if (phone === '') return null;
  return (
    <a class={css.phone} href={telOf(phone)}>
      <Icon name="tel" size="small" />
      {phone}
    </a>
  );
}
