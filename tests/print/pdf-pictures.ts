import { PDFiumLibrary } from '@hyzyla/pdfium';
import { readFrameByCpp } from '../../src/scanning/worker/frame-ladder.ts';
import { type Luma, lumaFromPixels } from '../../src/scanning/worker/luma.ts';
import { openCppReader } from '../scanning/cpp-reader.ts';

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

/** As many frames as the ladder has turns. */
const LOOKS = 6;
const reader = await openCppReader();

/** What the product's own decoder reads of a code that is held before the camera; null: nothing. */
export function readHeld(view: Luma): string | null {
  for (let turn = 0; turn < LOOKS; turn++) {
    const read = readFrameByCpp(reader, view, turn);
    if (read !== null) return read.text;
  }
  return null;
}

/** All codes on a page, as a camera that is moved over it from place to place sees them. */
export function codesOn(picture: PdfPicture, sideMm = 70, stepMm = 22): string[] {
  const found = new Set<string>();
  for (let top = 0; top < picture.paper.height; top += stepMm) {
    for (let left = 0; left < picture.paper.width; left += stepMm) {
      const view = cutOut(picture, left, top, sideMm);
      if (view.data.every((luma) => luma > 128)) continue;
      const text = readHeld(view);
      if (text !== null) found.add(text);
    }
  }
  return [...found];
}
