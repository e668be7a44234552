import { createHash } from 'node:crypto';
import express, { type Router } from 'express';
import type { ActionDefinition } from '../../contracts/action.ts';
import { playbookSchemaPath, renderPlaybookSchema } from '../../playbooks/schema/index.ts';

/** The JSON Schema of the playbook language with the actions of this installation: public, for editors, and kept by them for an hour. */
export function createPlaybookSchemaRouter(actions: readonly ActionDefinition[]): Router {
  const router = express.Router();
  const text = renderPlaybookSchema(actions);
  const etag = `"${createHash('sha256').update(text).digest('hex')}"`;
  router.get(playbookSchemaPath, (request, response) => {
    response.set({ ETag: etag, 'Cache-Control': 'public, max-age=3600', 'Access-Control-Allow-Origin': '*' });
    if (request.get('If-None-Match') === etag) response.status(304).end();
    else response.type('application/schema+json').send(text);
  });
  return router;
}
