import { say } from '../words/i18n.ts';
import css from './masked-text.module.css';

/** A masked name, its ▇ drawn as the solid block that the whole product uses. */
export function MaskedText({ text }: { text: string }) {
  const [first, ...rest] = text.split('▇');
  return (
    <span class={css.name}>
      {first}
      {rest.map((part) => (
        <>
          <span class={css.block}>
            <span class="vh">{say('name.hidden')}</span>
          </span>
          {part}
        </>
      ))}
    </span>
  );
}
