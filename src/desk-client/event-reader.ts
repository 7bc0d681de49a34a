/** Longer than any event of ours: a stream that runs on without an end is cut off there. */
const MOST_CHARACTERS = 64 * 1024;

/**
 * Reads a text/event-stream in pieces, wherever they were cut. Calls back with the data of each event;
 * comments (the server's signs of life) and other fields say nothing here.
 */
export function eventReader(onData: (data: string) => void): (piece: string) => void {
  let rest = '';
  let data: string[] = [];
  return (piece) => {
    rest += piece;
    // A CR at the very end may be half of a CRLF: it waits for the next piece.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    if (rest.length > MOST_CHARACTERS) rest = '';
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) onData(data.join('\n'));
        data = [];
      } else if (line.startsWith('data:')) {
        data.push(line.slice(line[5] === ' ' ? 6 : 5));
      }
    }
  };
}
