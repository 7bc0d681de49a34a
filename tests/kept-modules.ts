import type { Plugin } from 'vite';
import 'vitest/node';

/**
 * In one run of the tests no module changes: the browser keeps what it has loaded, and does not ask again for some
 * hundred modules in each file of tests. While tests are watched it asks as ever.
 */
export function keptModules(): Plugin {
  let isOneRun = false;
  return {
    name: 'kadian:kept-modules',
    enforce: 'pre',
    configureVitest({ vitest }) {
      isOneRun = !vitest.config.watch;
    },
    configureServer({ middlewares }) {
      middlewares.use((_request, response, next) => {
        const { writeHead, setHeader } = response;
        // Vite and Vitest each write the header themselves: the last word is said as the answer goes out.
        response.writeHead = ((...head: Parameters<typeof writeHead>) => {
          if (isOneRun && String(response.getHeader('content-type')).includes('javascript'))
            setHeader.call(response, 'cache-control', 'max-age=86400, immutable');
          return writeHead.apply(response, head);
        }) as typeof writeHead;
        next();
      });
    },
  };
}
