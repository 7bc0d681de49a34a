import css from './icon.module.css';

const paths = {
  torch: 'M8 3h8v4l-2 3v11h-4V10L8 7zM8 7h8M12 13v3',
  find: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.2 15.2L21 21',
  guest: 'M10 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM3 21c0-3.5 2.6-6 7-6M18 13v8M14 17h8',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5.3l3.6 2.2',
  check: 'M4 12.5l5 5L20 6.5',
  x: 'M5 5l14 14M19 5L5 19',
  back: 'M15 4l-8 8 8 8',
  next: 'M9 4l8 8-8 8',
  down: 'M5 9l7 7 7-7',
  up: 'M12 16V4.5M6.5 10L12 4.5l5.5 5.5M4 20h16',
  get: 'M12 4v11.5M6.5 10l5.5 5.5 5.5-5.5M4 20h16',
  out: 'M14 4h6v16h-6M15 12H3.5M8.5 7l-5 5 5 5',
  in: 'M14 4h6v16h-6M3 12h11.5M9.5 7l5 5-5 5',
  left: 'M21 12H4M10 6l-6 6 6 6',
  right: 'M3 12h17M14 6l6 6-6 6',
  mask: 'M4 8c3 0 5-2 8-2s5 2 8 2v5c0 4-4 6-8 6s-8-2-8-6zM8 11h8M8 14.5h8M4 9H1.5M20 9h2.5',
  del: 'M9 5h12v14H9l-6-7zM12 9.5l5 5M17 9.5l-5 5',
  tel: 'M5 3h4l2 5-2.5 2c1 2.5 3 4.5 5.5 5.5l2-2.5 5 2v4c0 1-1 2-2 2C10.5 21 3 13.5 3 5c0-1 1-2 2-2z',
  card: 'M2.5 5h19v14h-19zM6 10h5M6 14h3M14.5 9h4v4h-4z',
  lock: 'M5 11h14v10H5zM8 11V7.5a4 4 0 0 1 8 0V11',
  undo: 'M8 4L3 9l5 5M3 9h11a5.5 5.5 0 0 1 0 11H8',
  eye: 'M2 12c3-5 6.5-7 10-7s7 2 10 7c-3 5-6.5 7-10 7s-7-2-10-7zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  edit: 'M4 20v-4.5L15.5 4 20 8.5 8.5 20zM12.5 7l4.5 4.5',
  picture: 'M3 4.5h18v15H3zM3 16l5.5-5.5 5 5 3-3L21 17M15.5 8h2',
  keys: 'M2.5 6h19v12h-19zM6 10h2M11 10h2M16 10h2M7 14.5h10',
  map: 'M3 6l6-2 6 2 6-2v14l-6 2-6-2-6 2zM9 4v14M15 6v14',
  places: 'M12 3v6M5 21v-6h14v6M12 9v12M9 3h6v6H9z',
  ledger: 'M4 4h16v16H4zM4 9h16M4 14.5h16M10 9v11',
  report: 'M5 3h9l5 5v13H5zM9 12h6M9 16h6',
  fever: 'M10 14.5V5a2 2 0 0 1 4 0v9.5a4 4 0 1 1-4 0zM12 9v9',
  book: 'M12 5.5L10 4H3v14.5h7l2 1.5 2-1.5h7V4h-7zM12 5.5V20',
  rota: 'M4 5h16v15H4zM4 10h16M8 2.5V7M16 2.5V7M8 14h3M13 14h3',
  horn: 'M4 9.5v5h4l8 4.5V5L8 9.5zM19.5 9v6',
  rule: 'M4 6h9M17 6h3M15 3.5v5M4 12h2M10 12h10M8 9.5v5M4 18h7M15 18h5M13 15.5v5',
  nut: 'M12 2.5l8.2 4.75v9.5L12 21.5l-8.2-4.75v-9.5zM12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z',
  print: 'M7 8V3h10v5M7 17H3V8h18v9h-4M7 13h10v8H7z',
  bag: 'M5 8h14l1 12H4zM9 11V6a3 3 0 0 1 6 0v5',
  people:
    'M9 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM2 21c0-3.5 2.6-6 7-6s7 2.5 7 6M15.5 4.5a4 4 0 0 1 0 7M18 15.5c2.4.8 4 2.7 4 5.5',
  phone: 'M6.5 2.5h11v19h-11zM10 18h4',
  more: 'M3.5 12h4M10 12h4M16.5 12h4',
  plus: 'M12 4v16M4 12h16',
  minus: 'M4 12h16',
} as const;

export type IconName = keyof typeof paths;

export interface IconProps {
  name: IconName;
  /** 24 px beside words, 30 px on keys and acts, 18 px at the desk and in the top line. */
  size?: 'small' | 'usual' | 'large' | undefined;
}

export function Icon({ name, size = 'usual' }: IconProps) {
  return (
    <svg class={`${css.icon} ${css[size]}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
