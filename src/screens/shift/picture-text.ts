import { readPicture } from '../../scanning/scanner.ts';

/** The text of the code in a picture; null when there is none, or the decoder is not there. */
export async function pictureText(picture: Blob): Promise<string | null> {
  try {
    return await readPicture(picture);
  } catch {
    return null;
  }
}
