import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Picture {
  readonly src: string;
  readonly sizes: string;
  readonly type: string;
  readonly purpose?: string;
}

const file = (path: string) => readFileSync(new URL(`../../public/${path}`, import.meta.url));
const manifest: { icons: Picture[]; screenshots: Picture[]; shortcuts: { icons: Picture[] }[] } =
  JSON.parse(file('manifest.webmanifest').toString());

/** Width and height stand at fixed places in a PNG's first chunk. */
const pngSize = (png: Buffer) => `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`;

describe('the manifest', () => {
  const pictures = [
    ...manifest.icons,
    ...manifest.screenshots,
    ...manifest.shortcuts.flatMap(({ icons }) => icons),
  ];

  it.each(pictures.filter(({ type }) => type === 'image/png'))(
    'names $src as large as it is',
    (picture) => {
      expect(pngSize(file(picture.src.slice(1)))).toBe(picture.sizes);
    },
  );

  it('has a maskable icon and one that is not, at 192 and 512', () => {
    for (const size of ['192x192', '512x512']) {
      const purposes = manifest.icons
        .filter(({ sizes }) => sizes === size)
        .map(({ purpose }) => purpose);
      expect(purposes).toEqual([undefined, 'maskable']);
    }
  });
});
