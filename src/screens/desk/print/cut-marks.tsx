import css from './cut-marks.module.css';

interface CutMarksProps {
  columns: number;
  rows: number;
  /** Of one piece, in millimetres. */
  widthMm: number;
  heightMm: number;
}

const ARM_MM = 3;

/** A small cross at every corner of every piece, over a grid without gaps. */
export function CutMarks({ columns, rows, widthMm, heightMm }: CutMarksProps) {
  const width = columns * widthMm;
  const height = rows * heightMm;
  let path = '';
  for (let row = 0; row <= rows; row++) {
    for (let column = 0; column <= columns; column++) {
      const x = column * widthMm;
      const y = row * heightMm;
      path += `M${x - ARM_MM} ${y}H${x + ARM_MM}M${x} ${y - ARM_MM}V${y + ARM_MM}`;
    }
  }
  return (
    <svg
      class={css.marks}
      style={{ width: `${width}mm`, height: `${height}mm` }}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
    >
      <path d={path} />
    </svg>
  );
}
