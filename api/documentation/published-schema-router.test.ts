import { createServer, type Server } from 'node:http';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishedSchemas } from '../../contracts/json-schemas.ts';
import { createPublishedSchemaRouter } from './published-schema-router.ts';

let server: Server;
let url = '';
beforeAll(async () => {
  server = createServer(express().use(createPublishedSchemaRouter()));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterAll(() => server.close());

describe('the schemas of contexts and recommendations over HTTP', () => {
  it.each(publishedSchemas().map(({ path, text }) => ({ path, text })))(
    '$path is given to everybody, from any page, and not again to who has it',
    async ({ path, text }) => {
      const answer = await fetch(`${url}${path}`);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toContain('application/schema+json');
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
      expect(await answer.text()).toBe(text);
      const etag = answer.headers.get('etag') ?? '';
      expect((await fetch(`${url}${path}`, { headers: { 'If-None-Match': etag } })).status).toBe(304);
      expect((await fetch(`${url}${path}`, { headers: { 'If-None-Match': '"older"' } })).status).toBe(200);
    },
  );
});
