import { createServer, type Server } from 'node:http';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderPlaybookSchema } from '../../playbooks/schema/index.ts';
import { testDefinitions } from '../../tests/playbooks/definitions.ts';
import { createPlaybookSchemaRouter } from './playbook-schema-router.ts';

let server: Server;
let url = '';
beforeAll(async () => {
  server = createServer(express().use(createPlaybookSchemaRouter(testDefinitions)));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/schemas/playbook.schema.json`;
});
afterAll(() => server.close());

describe('the schema of playbooks over HTTP', () => {
  it('is given to everybody, from any page, and says how long it may be kept', async () => {
    const answer = await fetch(url);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('application/schema+json');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=3600');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(await answer.text()).toBe(renderPlaybookSchema(testDefinitions));
  });

  it('is not sent again to who has it', async () => {
    const etag = (await fetch(url)).headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[0-9a-f]{64}"$/);
    const again = await fetch(url, { headers: { 'If-None-Match': etag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect((await fetch(url, { headers: { 'If-None-Match': '"older"' } })).status).toBe(200);
  });
});
