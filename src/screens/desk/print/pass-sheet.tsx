import type { IssuedPass } from '../../../protocol/passes.ts';
import { MaskedText } from '../../../ui/masked-text.tsx';
import { formatDateWithYear, say } from '../../../words/i18n.ts';
import { CutMarks } from './cut-marks.tsx';
import css from './pass-sheet.module.css';
import { PrintQr } from './print-qr.tsx';
import { Sheet } from './sheet.tsx';

export type PassSize = 'usual' | 'large';

/** Pieces of a sheet, without gaps: one cut parts two of them. */
export const PASS_GRIDS: Record<
  PassSize,
  {
    readonly columns: number;
    readonly rows: number;
    readonly widthMm: number;
    readonly heightMm: number;
  }
> = {
  usual: { columns: 2, rows: 4, widthMm: 95, heightMm: 66 },
  large: { columns: 1, rows: 2, widthMm: 190, heightMm: 132 },
};

/** Characters of a room that stand in one or two lines of the largest letters. */
const SHORT_ROOM = 10;

interface PassSheetProps {
  size: PassSize;
  passes: readonly IssuedPass[];
  head: string;
  page: string;
  streetName: string;
  compoundName: string;
  zone: string;
}

export function PassSheet(props: PassSheetProps) {
  const { size, passes, head, page, streetName, compoundName, zone } = props;
  const grid = PASS_GRIDS[size];
  return (
    <Sheet head={head} page={page}>
      <div class={`${css.grid} ${css[size]}`}>
        {passes.map((pass) => (
          <section key={pass.passNumber} class={css.pass} data-pass={pass.passNumber}>
            <div class={css.code}>
              <PrintQr text={pass.passText} />
              <b class={css.typed}>{pass.passCode}</b>
            </div>
            <div class={css.words}>
              <p>{streetName}</p>
              <p>{compoundName}</p>
              <p class={`${css.room} ${pass.room.length > SHORT_ROOM ? css.long : ''}`}>
                {pass.room}
              </p>
              <p class={css.name}>
                {pass.kind === 'household' ? (
                  say('print.whole-household')
                ) : (
                  <MaskedText text={pass.maskedName} />
                )}
              </p>
              <p class={css.kind}>{say(`print.pass-${pass.kind}`)}</p>
              <p class={css.until}>
                {say('print.valid-until', { day: formatDateWithYear(pass.validUntil - 1, zone) })}
              </p>
              <p>{say('print.pass-unread')}</p>
              <p>{say('print.pass-lost')}</p>
            </div>
          </section>
        ))}
        <CutMarks {...grid} rows={Math.ceil(passes.length / grid.columns)} />
      </div>
    </Sheet>
  );
}
