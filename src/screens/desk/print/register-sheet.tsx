import { say } from '../../../words/i18n.ts';
import css from './register-sheet.module.css';
import { Sheet } from './sheet.tsx';

const ROWS = 20;

/** The street's usual columns, as wide as they are written by hand. */
const COLUMNS = [
  ['time', 'time'],
  ['direction', 'direction'],
  ['name', 'name'],
  ['id-number', 'id-number'],
  ['address', 'address'],
  ['phone', 'phone'],
  ['temperature', 'temperature'],
  ['mask', 'mask'],
  ['purpose', 'purpose'],
  ['household-visited', 'visited'],
  ['plate', 'plate'],
  ['remark', 'remark'],
] as const;

interface RegisterSheetProps {
  streetName: string;
  /** Empty: to be filled in by hand, as is the day. */
  gateName: string;
  day: string;
}

/** For a dead phone: what stands on it is typed in at the desk afterwards, row by row. */
export function RegisterSheet({ streetName, gateName, day }: RegisterSheetProps) {
  return (
    <Sheet orientation="landscape">
      <header class={css.head}>
        <p class={css.title}>
          <span>{streetName}</span>
          <b>{say('print.register-title')}</b>
        </p>
        <p class={css.fact}>
          {say('print.gate')} <b class={css.wide}>{gateName}</b>
        </p>
        <p class={css.fact}>
          {say('print.day')} <b class={css.date}>{day}</b>
        </p>
        <p class={css.fact}>
          {say('print.sheet-number')} <b class={css.short} />
        </p>
      </header>
      <table class={css.table}>
        <thead>
          <tr>
            <th class={css.number} scope="col">
              {say('print.row')}
            </th>
            {COLUMNS.map(([id, width]) => (
              <th key={id} class={css[width]} scope="col">
                {say(id === 'temperature' ? 'print.temperature' : `register.${id}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: ROWS }, (_, row) => (
            <tr key={row}>
              <th class={css.number} scope="row">
                {row + 1}
              </th>
              {COLUMNS.map(([id]) => (
                <td key={id}>
                  {id === 'direction' && (
                    <span class={css.ticks}>
                      <span>
                        <i /> {say('register.direction-out')}
                      </span>
                      <span>
                        <i /> {say('register.direction-in')}
                      </span>
                    </span>
                  )}
                  {id === 'mask' && (
                    <span class={css.ticks}>
                      <i />
                    </span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <footer class={css.foot}>
        <div class={css.signed}>
          <p class={css.fact}>
            {say('print.writer')} <b class={css.wide} />
          </p>
          <p class={css.fact}>
            {say('print.signature')} <b class={css.wide} />
          </p>
          <p class={css.fact}>
            {say('print.typed-in-by')} <b class={css.wide} />
          </p>
        </div>
        <p>{say('print.register-how')}</p>
        <p>{say('print.register-hand-in')}</p>
      </footer>
    </Sheet>
  );
}
