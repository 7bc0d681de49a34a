import { say } from '../words/i18n.ts';
import css from './scale.module.css';
import { scaleTicks, scaleX, tenthsText } from './scale-ticks.ts';

export interface ScaleProps {
  /** Tenths of a degree Celsius. The line is inclusive: at it is over it. */
  lineTenths: number;
  readingTenths?: number | undefined;
  lowTenths?: number | undefined;
  highTenths?: number | undefined;
}

const tickEnd = { degree: 26, half: 21, tenth: 18 } as const;
/** Labels of degrees that would run into the line's own label are left out. */
const labelReach = 128;

export function Scale(props: ScaleProps) {
  const { lineTenths, readingTenths, lowTenths = 350, highTenths = 390 } = props;
  const lineX = scaleX(lineTenths, lowTenths, highTenths);
  const labelEnd = Math.max(lineX + 16, labelReach);
  const isFree = (x: number) => x > labelEnd + 12 || x < labelEnd - labelReach;
  const values = {
    low: lowTenths / 10,
    high: highTenths / 10,
    line: tenthsText(lineTenths),
  };
  const label =
    readingTenths === undefined
      ? say('scale.label', values)
      : say('scale.label-with-reading', { ...values, reading: tenthsText(readingTenths) });
  const pointer = readingTenths && scaleX(readingTenths, lowTenths, highTenths);
  return (
    <svg class={css.scale} viewBox="0 0 328 46" role="img" aria-label={label}>
      {scaleTicks(lowTenths, highTenths).map(({ tenths, x, weight }) => (
        <g key={tenths}>
          <line class={css[weight]} x1={x} x2={x} y1="12" y2={tickEnd[weight]} />
          {weight === 'degree' && isFree(x) && (
            <text x={x} y="43" class={x < 12 ? css.first : x > 316 ? css.last : undefined}>
              {tenths / 10}
            </text>
          )}
        </g>
      ))}
      <rect class={css.over} x={lineX} y="9" width={325 - lineX} height="5" />
      <rect class={css.over} x={lineX - 1.5} y="4" width="3" height="23" />
      <text class={css.line} x={labelEnd} y="43">
        {say('scale.fever-line', { line: tenthsText(lineTenths) })}
      </text>
      {pointer !== undefined && (
        <path class={css.pointer} d={`M${pointer - 8} -6h16L${pointer} 9z`} />
      )}
    </svg>
  );
}
