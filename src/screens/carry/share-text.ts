/**
 * Hands a text to the phone's own sharing, as a file, because share sheets know `.txt` and refuse kinds of our own;
 * where there is no sharing, it becomes a download. `cancelled`: the person thought better of it.
 */
export async function shareText(
  text: string,
  name: string,
): Promise<'shared' | 'saved' | 'cancelled'> {
  const file = new File([text], name, { type: 'text/plain' });
  if (navigator.canShare?.({ files: [file] })) {
    try {
      await navigator.share({ files: [file] });
      return 'shared';
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return 'cancelled';
    }
  }
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Safari starts reading after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return 'saved';
}
