/** Hands the browser a file to keep; the name never reaches a URL. */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Safari starts reading after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
