import { say } from '../words/i18n.ts';
import { Icon } from './icon.tsx';
import css from './plate-pad.module.css';

/** Provinces, and the words in which plates of the police, of learners and of trailers end. */
const WORDS = Array.from('京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼警学挂');
/** I and O are on no plate. */
const SIGNS = Array.from('1234567890ABCDEFGHJKLMNPQRSTUVWXYZ');

export interface PlatePadProps {
  /** Words begin and end a plate; signs are between. */
  keys: 'words' | 'signs';
  onKey: (key: string) => void;
  onDelete: () => void;
}

/** All keys of a plate at once, seven to a line: no input method has to be switched. */
export function PlatePad({ keys, onKey, onDelete }: PlatePadProps) {
  return (
    <section class={css.pad} aria-label={say('vehicle.pad')}>
      {(keys === 'words' ? WORDS : SIGNS).map((key) => (
        <button key={key} type="button" onClick={() => onKey(key)}>
          {key}
        </button>
      ))}
      <button type="button" class={css.bare} aria-label={say('keys.delete')} onClick={onDelete}>
        <Icon name="del" />
      </button>
    </section>
  );
}
