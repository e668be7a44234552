import { createHash } from 'node:crypto';
import express, { type Router } from 'express';
import { publishedSchemas } from '../../contracts/json-schemas.ts';

/** The JSON Schemas of a context and a recommendation: public, for scripts and editors, and kept by them for an hour. */
export function createPublishedSchemaRouter(): Router {
  const router = express.Router();
  for (const { path, text } of publishedSchemas()) {
    const etag = `"${createHash('sha256').update(text).digest('hex')}"`;
    router.get(path, (request, response) => {
      response.set({ ETag: etag, 'Cache-Control': 'public, max-age=3600', 'Access-Control-Allow-Origin': '*' });
      if (request.get('If-None-Match') === etag) response.status(304).end();
      else response.type('application/schema+json').send(text);
    });
  }
  return router;
}
