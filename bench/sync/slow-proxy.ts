import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Slow 3G: 400 kbit/s and 200 ms each way. */
const BYTES_PER_SECOND = 50_000;
const ONE_WAY_MS = 200;
const CHUNK_BYTES = 1_400;

export interface Traffic {
  readonly up: number;
  readonly down: number;
}

export interface SlowProxy {
  readonly port: number;
  readonly shape: (slow: boolean) => void;
  /** Since it was asked last. */
  readonly traffic: () => Traffic;
  readonly close: () => Promise<void>;
}

/** One direction of a link that all connections share. */
class Lane {
  bytes = 0;
  slow = false;
  #freeAt = 0;

  carry(from: Socket, to: Socket): void {
    from.on('data', (data: Buffer) => {
      this.bytes += data.length;
      if (!this.slow) {
        to.write(data);
        return;
      }
      for (let at = 0; at < data.length; at += CHUNK_BYTES) {
        const chunk = data.subarray(at, at + CHUNK_BYTES);
        const now = performance.now();
        this.#freeAt = Math.max(now, this.#freeAt) + (chunk.length / BYTES_PER_SECOND) * 1000;
        setTimeout(() => to.destroyed || to.write(chunk), this.#freeAt + ONE_WAY_MS - now);
      }
    });
    // What is still on its way arrives before the end does.
    from.on('close', () => {
      const wait = this.slow ? Math.max(0, this.#freeAt - performance.now()) + 2 * ONE_WAY_MS : 0;
      setTimeout(() => to.destroy(), wait);
    });
    from.on('error', () => from.destroy());
  }
}

/** A network between the browser and a server, the same for every system. Connections are made at no cost. */
export async function startSlowProxy(target: number): Promise<SlowProxy> {
  const [up, down] = [new Lane(), new Lane()];
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (inner) => {
    const outer = connect({ host: '127.0.0.1', port: target, noDelay: true });
    for (const socket of [inner, outer]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    }
    up.carry(inner, outer);
    down.carry(outer, inner);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    shape(slow) {
      up.slow = slow;
      down.slow = slow;
    },
    traffic() {
      const counted = { up: up.bytes, down: down.bytes };
      up.bytes = 0;
      down.bytes = 0;
      return counted;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
