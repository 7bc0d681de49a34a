import { createServer } from 'node:net';

const isFree = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ host, port }, () => probe.close(() => resolve(true)));
  });

/** The first free port from `first` on; `first` itself when none of `tries` is free. */
export async function freePort(host: string, first: number, tries: number): Promise<number> {
  for (let port = first; port < first + tries; port++) {
    if (await isFree(host, port)) return port;
  }
  return first;
}
