/** Brightness of a picture: row by row, width × height bytes, 0 is black. */
export interface Luma {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/**
 * Width × height bytes of a plane whose rows are strideBytes apart: the plane's own where nothing
 * stands between the rows, else a copy.
 */
export function lumaFromPlane(
  plane: Uint8Array,
  width: number,
  height: number,
  strideBytes: number,
): Luma {
  if (strideBytes === width) {
    const data = new Uint8ClampedArray(plane.buffer, plane.byteOffset, width * height);
    return { width, height, data };
  }
  const data = new Uint8ClampedArray(width * height);
  for (let y = 0; y < height; y++) {
    data.set(plane.subarray(y * strideBytes, y * strideBytes + width), y * width);
  }
  return { width, height, data };
}

/** Four bytes a pixel, red first; weighted as a camera's own luma is. */
export function lumaFromPixels(pixels: ArrayLike<number>, width: number, height: number): Luma {
  const data = new Uint8ClampedArray(width * height);
  for (let i = 0, p = 0; i < data.length; i++, p += 4) {
    const red = 306 * (pixels[p] as number);
    const green = 601 * (pixels[p + 1] as number);
    data[i] = (red + green + 117 * (pixels[p + 2] as number) + 512) >> 10;
  }
  return { width, height, data };
}

/** Averages 2 × 2 pixels: halves sensor noise, which the binarizer takes for modules. */
export function halved(luma: Luma): Luma {
  const width = luma.width >> 1;
  const height = luma.height >> 1;
  const data = new Uint8ClampedArray(width * height);
  const from = luma.data;
  for (let y = 0, i = 0; y < height; y++) {
    let p = 2 * y * luma.width;
    for (let x = 0; x < width; x++, i++, p += 2) {
      const q = p + luma.width;
      const sum =
        (from[p] as number) +
        (from[p + 1] as number) +
        (from[q] as number) +
        (from[q + 1] as number);
      data[i] = (sum + 2) >> 2;
    }
  }
  return { width, height, data };
}

/** Each pixel becomes 2 × 2: for screenshots whose modules are one or two pixels wide. */
export function doubled(luma: Luma): Luma {
  const width = luma.width * 2;
  const height = luma.height * 2;
  const data = new Uint8ClampedArray(width * height);
  for (let y = 0, i = 0; y < height; y++) {
    const row = (y >> 1) * luma.width;
    for (let x = 0; x < width; x++, i++) data[i] = luma.data[row + (x >> 1)] as number;
  }
  return { width, height, data };
}

export function inverted(luma: Luma): Luma {
  const data = new Uint8ClampedArray(luma.data.length);
  for (let i = 0; i < data.length; i++) data[i] = 255 - (luma.data[i] as number);
  return { ...luma, data };
}

/** A 1-2-1 blur both ways: for a small code in sensor noise, where halving would lose the modules. */
export function smoothed(luma: Luma): Luma {
  const { width, data: from } = luma;
  const last = from.length - 1;
  const across = new Uint16Array(from.length);
  // Outside of the picture is as its edge.
  const sumAt = (of: ArrayLike<number>, i: number, step: number) => {
    const middle = of[i] as number;
    return (of[i - step] ?? middle) + 2 * middle + (of[i + step] ?? middle);
  };
  for (let i = 1; i < last; i++) {
    across[i] = (from[i - 1] as number) + 2 * (from[i] as number) + (from[i + 1] as number);
  }
  for (const i of [0, last]) across[i] = sumAt(from, i, 1);
  const data = new Uint8ClampedArray(from.length);
  const end = Math.max(width, from.length - width);
  for (let i = width; i < end; i++) {
    const sum =
      (across[i - width] as number) + 2 * (across[i] as number) + (across[i + width] as number);
    data[i] = (sum + 8) >> 4;
  }
  for (let i = 0; i < width; i++) data[i] = (sumAt(across, i, width) + 8) >> 4;
  for (let i = end; i <= last; i++) data[i] = (sumAt(across, i, width) + 8) >> 4;
  return { ...luma, data };
}

/** Adds a white frame, so that a picture cropped at the code's edge has its quiet zone again. */
export function framed(luma: Luma, marginPixels: number): Luma {
  const width = luma.width + 2 * marginPixels;
  const height = luma.height + 2 * marginPixels;
  const data = new Uint8ClampedArray(width * height).fill(255);
  for (let y = 0; y < luma.height; y++) {
    const row = luma.data.subarray(y * luma.width, (y + 1) * luma.width);
    data.set(row, (y + marginPixels) * width + marginPixels);
  }
  return { width, height, data };
}

/** Turned about the middle within the same size; what turns in from outside is white. */
export function turned(luma: Luma, degrees: number): Luma {
  const { width, height } = luma;
  const data = new Uint8ClampedArray(width * height).fill(255);
  const cos = Math.cos((degrees * Math.PI) / 180);
  const sin = Math.sin((degrees * Math.PI) / 180);
  const middleX = (width - 1) / 2;
  const middleY = (height - 1) / 2;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const fromX = Math.round(middleX + cos * (x - middleX) + sin * (y - middleY));
      const fromY = Math.round(middleY - sin * (x - middleX) + cos * (y - middleY));
      if (fromX >= 0 && fromX < width && fromY >= 0 && fromY < height) {
        data[i] = luma.data[fromY * width + fromX] as number;
      }
    }
  }
  return { width, height, data };
}
