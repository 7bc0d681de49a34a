import { PDFiumLibrary } from '@hyzyla/pdfium';
import { readFrameByJs } from '../../src/scanning/worker/js-ladder.ts';
import { type Luma, lumaFromPixels } from '../../src/scanning/worker/luma.ts';

/** One page as a printer would put it on paper. */
export interface PdfPicture extends Luma {
  readonly dotsPerMm: number;
  /** In millimetres, from the PDF. */
  readonly paper: { readonly width: number; readonly height: number };
}

const MM_PER_INCH = 25.4;
const POINTS_PER_INCH = 72;

export async function pdfPictures(pdf: Uint8Array, dpi: number): Promise<PdfPicture[]> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(pdf);
  const pictures: PdfPicture[] = [];
  for (const page of document.pages()) {
    const { data, width, height, originalWidth, originalHeight } = await page.render({
      scale: dpi / POINTS_PER_INCH,
    });
    const mm = (points: number): number => Math.round((points / POINTS_PER_INCH) * MM_PER_INCH);
    pictures.push({
      ...lumaFromPixels(data, width, height),
      dotsPerMm: dpi / MM_PER_INCH,
      paper: { width: mm(originalWidth), height: mm(originalHeight) },
    });
  }
  document.destroy();
  library.destroy();
  return pictures;
}

/** A part of a picture; what lies outside of it is white. Millimetres. */
export function cutOut(picture: PdfPicture, left: number, top: number, side: number): Luma {
  const dots = Math.round(side * picture.dotsPerMm);
  const x0 = Math.round(left * picture.dotsPerMm);
  const y0 = Math.round(top * picture.dotsPerMm);
  const data = new Uint8ClampedArray(dots * dots).fill(255);
  for (let y = 0; y < dots && y0 + y < picture.height; y++) {
    const from = (y0 + y) * picture.width + x0;
    const count = Math.min(dots, picture.width - x0);
    data.set(picture.data.subarray(from, from + count), y * dots);
  }
  return { width: dots, height: dots, data };
}

const LOOKS = 4;

/** All codes on a page, by the product's own decoder, as a camera that is moved over it from place to place sees them. */
export function codesOn(picture: PdfPicture, sideMm = 70, stepMm = 22): string[] {
  const found = new Set<string>();
  for (let top = 0; top < picture.paper.height; top += stepMm) {
    for (let left = 0; left < picture.paper.width; left += stepMm) {
      const view = cutOut(picture, left, top, sideMm);
      if (view.data.every((luma) => luma > 128)) continue;
      for (let turn = 0; turn < LOOKS; turn++) {
        const text = readFrameByJs(view, turn)?.text ?? null;
        if (text === null) continue;
        found.add(text);
        break;
      }
    }
  }
  return [...found];
}
