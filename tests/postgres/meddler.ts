import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

type Side = 'client' | 'server';

/** What becomes of a piece: passed on as returned, or the connection is cut. */
type Meddling = (bytes: Buffer, from: Side) => Buffer | 'cut' | 'cut-after';

/** Between a client and a PostgreSQL, to lose what `meddle` wants lost. */
export class Meddler {
  readonly #server = createServer((client) => this.#join(client));
  readonly #sockets = new Set<Socket>();
  readonly #to: number;
  meddle: Meddling = (bytes) => bytes;

  private constructor(to: number) {
    this.#to = to;
  }

  static async before(port: number): Promise<Meddler> {
    const meddler = new Meddler(port);
    meddler.#server.listen(0, '127.0.0.1');
    await once(meddler.#server, 'listening');
    return meddler;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  cutAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  close(): void {
    this.cutAll();
    this.#server.close();
  }

  #join(client: Socket): void {
    const server = connect(this.#to, '127.0.0.1');
    const cut = () => {
      client.destroy();
      server.destroy();
    };
    const pass = (from: Socket, to: Socket, side: Side): void => {
      this.#sockets.add(from);
      from.on('error', cut);
      from.on('close', () => {
        this.#sockets.delete(from);
        to.destroy();
      });
      from.on('data', (bytes) => {
        const made = this.meddle(bytes, side);
        if (made === 'cut') cut();
        else if (made === 'cut-after') to.write(bytes, () => client.destroy());
        else to.write(made);
      });
    };
    pass(client, server, 'client');
    pass(server, client, 'server');
  }
}
