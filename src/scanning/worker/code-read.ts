export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Top left, top right, bottom right, bottom left of the code as it stands upright. */
export type Corners = readonly [Point, Point, Point, Point];

export interface CodeRead {
  readonly text: string;
  /** In pixels of the picture that was read. */
  readonly corners: Corners;
  /**
   * Whether one attempt alone may be believed: the error correction was not used up to its end,
   * where chance can pass for a code. Else a second attempt has to say the same.
   */
  readonly isSure: boolean;
}
