/** Pixels as a canvas gives them: four bytes each, red first. */
export interface RgbaPixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** What a window can hand over; frames and bitmaps are transferred and closed by the worker. */
export type PictureSource = VideoFrame | ImageBitmap | RgbaPixels;

/** A camera frame must be answered within a frame or two; a picture may take its time. */
export interface DecodeRequest {
  readonly id: number;
  readonly kind: 'frame' | 'picture';
  readonly source: PictureSource;
}

export interface FoundCode {
  readonly text: string;
  /**
   * Top left, top right, bottom right and bottom left as the code stands upright: x and y as parts of the
   * source's width and height, 0 to 1.
   */
  readonly corners: readonly (readonly [number, number])[];
}

/** Every request gets one answer, in order. code is null when none was read. */
export interface DecodeAnswer {
  readonly id: number;
  readonly code: FoundCode | null;
}
