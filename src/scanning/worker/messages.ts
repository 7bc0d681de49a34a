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

/** Every request gets one answer, in order. text is null when no code was read. */
export interface DecodeAnswer {
  readonly id: number;
  readonly text: string | null;
}
