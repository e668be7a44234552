import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { describeApi } from './openapi.ts';
import { defineOperation, definePublicOperation, json, noBody, nothing } from './operation.ts';

const treeSchema = z.object({
  name: z.string(),
  get children() {
    return z.array(treeSchema);
  },
});
const place = { params: z.strictObject({ id: z.uuid() }), tag: 'things', errors: ['NOT_FOUND'] } as const;
const reading = defineOperation({
  ...place,
  ...{
    method: 'get',
    path: '/v2/things/:id',
    id: 'show_thing',
    summary: 'One thing.',
    access: 'audit:read',
    ticket: true,
  },
  query: z.strictObject({ limit: z.coerce.number().int().default(5), name: z.string() }),
  body: noBody,
  responses: { 200: { description: 'The thing.', schema: treeSchema, headers: { ETag: 'Its digest.' } } },
  handle: async () => json(200, {}),
});
const writing = defineOperation({
  ...place,
  ...{
    method: 'post',
    path: '/v2/things/:id',
    id: 'change_thing',
    summary: 'Change it.',
    access: 'signed_in',
    idempotent: true,
  },
  query: nothing,
  body: z.strictObject({ name: z.string() }),
  responses: { 204: { description: 'Changed.', schema: null } },
  handle: async () => json(204, null),
});
const open = definePublicOperation({
  ...{ method: 'post', path: '/v2/open', id: 'open', tag: 'things', summary: 'Open.', errors: [], body_kind: 'csv' },
  ...{ params: nothing, query: nothing, body: noBody },
  responses: { 200: { description: 'Text.', schema: z.string(), media_type: 'text/plain' } },
  handle: async () => json(200, ''),
});
const document = describeApi([reading, writing, open], { version: '1.2.3', server: '' });
const { paths } = z.object({ paths: z.record(z.string(), z.record(z.string(), z.looseObject({}))) }).parse(document);
const show = paths['/v2/things/{id}']?.get;
const change = paths['/v2/things/{id}']?.post;

describe('the document of a list of operations', () => {
  it('puts two methods of one path under it, with the version and a server', () => {
    expect(Object.keys(paths)).toEqual(['/v2/things/{id}', '/v2/open']);
    expect(document).toMatchObject({ openapi: '3.1.0', info: { version: '1.2.3' }, servers: [{ url: '/' }] });
    expect(describeApi([], { version: '1', server: 'https://x.example' }).servers).toEqual([
      { url: 'https://x.example' },
    ]);
  });

  it('names every parameter, and only what must be sent is required', () => {
    const required = z.array(z.object({ name: z.string(), in: z.string(), required: z.boolean() }));
    expect(required.parse(show?.parameters).map((each) => [each.name, each.in, each.required])).toEqual([
      ['id', 'path', true],
      ['limit', 'query', false],
      ['name', 'query', true],
      ['ticket', 'query', false],
      ['Last-Event-ID', 'header', false],
    ]);
    expect(required.parse(change?.parameters).map((each) => each.name)).toEqual(['id', 'Idempotency-Key']);
  });

  it('says who may call: everybody, somebody signed in, or with a ticket too', () => {
    expect(paths['/v2/open']?.post?.security).toEqual([]);
    expect(change?.security).toEqual([{ bearer: [] }, { api_key: [] }]);
    expect(show?.security).toEqual([{ bearer: [] }, { api_key: [] }, {}]);
    expect([show?.description, change?.description]).toEqual(['Permission: `audit:read`.', '']);
  });

  it('says what is sent: JSON, a table, or nothing', () => {
    expect(show).not.toHaveProperty('requestBody');
    expect(change?.requestBody).toMatchObject({ required: true, content: { 'application/json': {} } });
    expect(paths['/v2/open']?.post?.requestBody).toMatchObject({
      content: { 'text/csv': { schema: { type: 'string' } } },
    });
  });

  it('lists each error under its status, with those that any operation has', () => {
    expect(show?.responses).toMatchObject({
      401: { description: 'UNAUTHENTICATED' },
      403: { description: 'FORBIDDEN' },
      404: { description: 'NOT_FOUND', content: { 'application/problem+json': {} } },
      429: { description: 'RATE_LIMITED' },
    });
    expect(JSON.stringify(change?.responses)).toMatch(
      /IDEMPOTENCY_KEY_REUSED.*IDEMPOTENCY_IN_FLIGHT|IDEMPOTENCY_IN_FLIGHT.*IDEMPOTENCY_KEY_REUSED/,
    );
    expect(JSON.stringify(show?.responses)).not.toMatch(/IDEMPOTENCY|MEDIA_TYPE/);
    expect(JSON.stringify(paths['/v2/open']?.post?.responses)).not.toMatch(/UNAUTHENTICATED|FORBIDDEN/);
  });

  it('names a schema that holds itself, and every reference resolves', () => {
    const { schemas } = z.object({ schemas: z.record(z.string(), z.unknown()) }).parse(document.components);
    const names = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1]);
    expect(names.length).toBeGreaterThan(2);
    for (const name of names) expect(Object.keys(schemas)).toContain(name?.replace('#/components/schemas/', ''));
  });
});
