/** For LIKE … ESCAPE '\': the text itself, whatever signs are in it. */
export const likeText = (text: string): string => text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);

export const likeAnywhere = (text: string): string => `%${likeText(text)}%`;
