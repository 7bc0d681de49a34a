import { type Agent, request } from 'node:http';

export interface Posted {
  readonly status: number;
  readonly body: Buffer;
  readonly tookMs: number;
}

export function post(
  agent: Agent,
  port: number,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array,
): Promise<Posted> {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const sending = request(
      {
        agent,
        host: '127.0.0.1',
        port,
        path,
        method: 'POST',
        headers: { ...headers, 'content-length': body.length },
      },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            body: Buffer.concat(parts),
            tookMs: performance.now() - startedAt,
          }),
        );
      },
    );
    sending.on('error', reject);
    sending.end(body);
  });
}
