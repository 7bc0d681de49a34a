import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** Vite puts a hash of the content into the names of everything below assets/. */
const HASHED = /[\\/]assets[\\/]/;

/** The built app. Anything that is not a file is a 404: the app keeps its state out of addresses. */
export async function serveApp(app: FastifyInstance, distDir: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: distDir,
    preCompressed: true,
    index: ['index.html'],
    cacheControl: false,
    dotfiles: 'ignore',
    setHeaders: (reply, path) => {
      const forever = HASHED.test(path);
      reply.header('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  // As people type it; a browser keeps what stands behind the #.
  app.get('/visit', (_request, reply) => reply.redirect('/visit/'));
}
