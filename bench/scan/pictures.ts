import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';

export interface Picture {
  readonly path: string;
  /** The name of the folder it lies in. */
  readonly set: string;
  /** null: there is no text beside it, so there is no code in it. */
  readonly text: string | null;
}

const PICTURE = /\.(png|jpe?g|webp|gif|bmp)$/i;

/** All pictures below a folder with what NAME.txt beside NAME.png says. */
export function picturesBelow(folder: string): Picture[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => PICTURE.test(name))
    .sort()
    .map((name) => {
      const path = join(folder, name);
      const beside = path.slice(0, -extname(path).length).concat('.txt');
      return {
        path,
        set: basename(dirname(path)),
        text: existsSync(beside) ? sameText(readFileSync(beside, 'utf8')) : null,
      };
    });
}

/** Text files end their lines as their writer's machine did, codes as their maker's. */
export const sameText = (text: string): string =>
  text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .trim();
