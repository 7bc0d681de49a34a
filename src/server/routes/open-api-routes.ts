import { openApiDocument } from '../openapi/open-api.ts';
import type { RouteContext } from './route-context.ts';

/** Made when it is first asked for: most servers never are. */
export function openApiRoutes({ app }: RouteContext): void {
  let document: object | null = null;
  app.get('/api/openapi.json', async () => {
    document ??= openApiDocument();
    return document;
  });
}
