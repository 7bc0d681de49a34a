import { say } from '../words/i18n.ts';
import { Icon } from './icon.tsx';
import css from './key-pad.module.css';
import { tenthsText } from './scale-ticks.ts';

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
export type Digit = (typeof digits)[number] | '0';

const letters: Partial<Record<Digit, string>> = {
  2: 'ABC',
  3: 'DEF',
  4: 'GHI',
  5: 'JKL',
  6: 'MNO',
  7: 'PQRS',
  8: 'TUV',
  9: 'WXYZ',
};

export interface TemperaturePadProps {
  /** Whole degrees offered by one key each. */
  prefixes: readonly number[];
  /** The one that is chosen; `null` is "other": the keys type plain digits. */
  prefix: number | null;
  onPrefix: (prefix: number | null) => void;
  onDigit: (digit: Digit) => void;
  /** Keys that reach it carry a small triangle. */
  lineTenths: number;
  isMaskOn: boolean;
  onMask: (isOn: boolean) => void;
  /** Lets the person wait with their clock in view. Its key gives way to `onConfirm`. */
  onPark?: (() => void) | undefined;
  /** A reading that wants a second tap. */
  onConfirm?: (() => void) | undefined;
  /** Takes the last digit back; offered where readings are typed digit by digit. */
  onDelete?: (() => void) | undefined;
}

function Prefixes({ prefixes, prefix, onPrefix, onDelete }: TemperaturePadProps) {
  return (
    <fieldset class={css.prefixes}>
      <legend class="vh">{say('keys.prefix')}</legend>
      {prefixes.map((whole) => (
        <button
          key={whole}
          type="button"
          aria-pressed={prefix === whole}
          onClick={() => onPrefix(whole)}
        >
          {whole}
        </button>
      ))}
      {onDelete ? (
        <button type="button" aria-label={say('keys.delete')} onClick={onDelete}>
          <Icon name="del" size="large" />
        </button>
      ) : (
        <button type="button" aria-pressed={prefix === null} onClick={() => onPrefix(null)}>
          {say('keys.other')}
        </button>
      )}
    </fieldset>
  );
}

export function TemperaturePad(props: TemperaturePadProps) {
  const { prefix, onDigit, lineTenths, isMaskOn, onMask, onPark, onConfirm } = props;
  const key = (digit: Digit) => {
    const tenths = prefix === null ? null : prefix * 10 + Number(digit);
    const isFever = tenths !== null && tenths >= lineTenths;
    const reading = tenths === null ? digit : tenthsText(tenths);
    return (
      <button
        key={digit}
        type="button"
        class={css.key}
        aria-label={isFever ? say('keys.fever', { reading }) : reading}
        onClick={() => onDigit(digit)}
      >
        {prefix !== null && <span class={css.dim}>{prefix}.</span>}
        {digit}
        {isFever && (
          <svg class={css.fever} viewBox="0 0 12 11" aria-hidden="true">
            <path d="M6 0l6 11H0z" />
          </svg>
        )}
      </button>
    );
  };
  return (
    <section class={css.pad} aria-label={say('keys.temperature')}>
      <Prefixes {...props} />
      {digits.map(key)}
      <button
        type="button"
        class={`${css.key} ${css.word} ${isMaskOn ? css.on : css.off}`}
        aria-pressed={isMaskOn}
        onClick={() => onMask(!isMaskOn)}
      >
        <Icon name="mask" size="large" />
        <span>{say(isMaskOn ? 'keys.mask-on' : 'keys.mask-off')}</span>
      </button>
      {key('0')}
      {onConfirm ? (
        <button type="button" class={`${css.key} ${css.confirm}`} onClick={onConfirm}>
          {say('keys.confirm')}
        </button>
      ) : (
        onPark && (
          <button type="button" class={`${css.key} ${css.word} ${css.bare}`} onClick={onPark}>
            <Icon name="clock" size="large" />
            <span>{say('keys.park')}</span>
          </button>
        )
      )}
    </section>
  );
}

export interface NinePadProps {
  onKey: (key: Digit | '-') => void;
  onFullKeyboard: () => void;
}

/** Room number, initials and the tail of a phone number at the same time. */
export function NinePad({ onKey, onFullKeyboard }: NinePadProps) {
  return (
    <section class={`${css.pad} ${css.nine}`} aria-label={say('keys.nine')}>
      {[...digits, '-' as const, '0' as const].map((key) => (
        <button
          key={key}
          type="button"
          class={css.key}
          aria-label={key === '-' ? say('keys.dash') : undefined}
          onClick={() => onKey(key)}
        >
          {key}
          {key !== '-' && letters[key] && <small>{letters[key]}</small>}
        </button>
      ))}
      <button type="button" class={`${css.key} ${css.word} ${css.bare}`} onClick={onFullKeyboard}>
        <Icon name="keys" size="large" />
        <span>{say('keys.full-keyboard')}</span>
      </button>
    </section>
  );
}
