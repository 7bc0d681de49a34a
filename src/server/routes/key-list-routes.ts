import { toBase64Url } from '../../encoding/bytes.ts';
import type { KeyListAnswer } from '../../protocol/key-list.ts';
import type { RouteContext } from './route-context.ts';

/** Public keys, for every device that ever joined: one that was shut out must still be able to read its receipts. */
export function keyListRoutes({ app, keys, clock }: RouteContext): void {
  app.get(
    '/api/key-list',
    async (): Promise<KeyListAnswer> => ({
      keyList: toBase64Url(await keys.keyList(clock())),
    }),
  );
}
