/** Pixels as a canvas gives them: four bytes each, red first. */
export interface RgbaPixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** What a window can hand over; frames and bitmaps are transferred and closed by the worker. */
export type PictureSource = VideoFrame | ImageBitmap | RgbaPixels;

/** A camera frame must be answered within a frame or two; a picture may take its time. */
export interface SourceRequest {
  readonly kind: 'frame' | 'picture';
  readonly source: PictureSource;
}

/** The next frame of a camera whose frames come to the worker by themselves. */
export interface NextFrameRequest {
  readonly kind: 'next';
  readonly watchId: number;
  /** With the first request of a watch; it ends the one before. */
  readonly stream?: ReadableStream<VideoFrame>;
}

export type DecodeRequest = (SourceRequest | NextFrameRequest) & { readonly id: number };

/** Has no answer. */
export interface EndWatch {
  readonly kind: 'end';
  readonly watchId: number;
}

export interface FoundCode {
  readonly text: string;
  /**
   * Top left, top right, bottom right and bottom left as the code stands upright: x and y as parts of the
   * source's width and height, 0 to 1.
   */
  readonly corners: readonly (readonly [number, number])[];
}

/** Every request gets one answer. code is null when none was read. */
export interface DecodeAnswer {
  readonly id: number;
  readonly code: FoundCode | null;
  /** Of the watched frame, in microseconds by the camera's clock; absent: none came for a while. */
  readonly timestamp?: number;
  /** The watch has no more frames, or this worker does not know it. */
  readonly isOver?: true;
}
