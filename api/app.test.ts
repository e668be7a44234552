import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../tests/harness/api-server.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

describe('the HTTP door', () => {
  it('is alive without a token and says in /readyz which part is missing', async () => {
    const nobody = api.anybody();
    expect((await nobody.get('/healthz')).status).toBe(200);
    const ready = await nobody.get('/readyz');
    expect(ready.status).toBe(503);
    expect(ready.body).toEqual({ status: 'not_ready', parts: { database: true, temporal: true, worker: false } });
  });

  it('answers everything that is wrong with a request as a problem whose type resolves', async () => {
    const admin = await api.as('admin');
    const post = (path: string, init: RequestInit) => fetch(`${api.api_url}${path}`, { method: 'POST', ...init });
    const problems = [
      await admin.get('/v2/nothing'),
      await admin.post('/v2/campaigns', {}),
      await admin.get('/v2/campaigns?limit=201'),
      await admin.get('/v2/campaigns?colour=red'),
      await admin.get('/v2/campaigns?cursor=nonsense'),
      await api.anybody().get('/v2/campaigns'),
      await (await api.as('viewer')).post('/v2/playbooks/sync-insights/execute', { inputs: {} }),
    ];
    expect(problems.map((each) => each.status)).toEqual([404, 405, 400, 400, 400, 401, 403]);
    for (const problem of problems) {
      expect(problem.headers.get('content-type')).toContain('application/problem+json');
      expect(problem.text('traceId')).toBe(problem.headers.get('x-request-id'));
      expect((await fetch(`${api.api_url}${problem.text('type')}`)).status).toBe(200);
    }
    expect(problems[1]?.headers.get('allow')).toBe('GET');
    expect(problems[3]?.at('errors')).toEqual([{ pointer: '/query/colour', detail: 'This field is not known.' }]);
    const json = { 'content-type': 'application/json' };
    expect((await post('/v2/auth/login', { body: '{', headers: json })).status).toBe(400);
    expect((await post('/v2/auth/login', { body: 'a=b', headers: { 'content-type': 'text/plain' } })).status).toBe(415);
    const large = JSON.stringify({ email: 'x'.repeat(300_000), password: '' });
    expect((await post('/v2/auth/login', { body: large, headers: json })).status).toBe(413);
  });

  it('refuses fields that it does not know, in the body and deep down', async () => {
    const admin = await api.as('admin');
    const answer = await admin.post('/v2/playbooks/sync-insights/execute', {
      inputs: {},
      tenant_id: 'other',
      status: 'approved',
    });
    expect(answer.status).toBe(400);
    expect(answer.at('errors.0.pointer')).toBe('/body/tenant_id');
    expect(answer.at('errors.1.pointer')).toBe('/body/status');
    const polluted = await fetch(`${api.api_url}/v2/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"email":"a","password":"b","__proto__":{"roles":["admin"]}}',
    });
    expect(polluted.status).toBe(400);
  });

  it('takes a decent request id over and makes one otherwise', async () => {
    expect((await api.anybody({ 'x-request-id': 'caller-chose-1' }).get('/healthz')).headers.get('x-request-id')).toBe(
      'caller-chose-1',
    );
    const forged = await api.anybody({ 'x-request-id': 'a b<script>' }).get('/healthz');
    expect(forged.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('counts requests by route pattern, never by raw path', async () => {
    await (await api.as('admin')).get('/v2/campaigns/12345');
    const { body } = await api.anybody().get('/metrics');
    expect(body).toContain('api_requests_total{method="GET",endpoint="/v2/campaigns/:id",status="404"} 1');
    expect(body).toContain('api_latency_seconds_bucket');
    expect(body).not.toContain('12345');
  });

  it('lets no page run foreign scripts, and shows the API’s own documentation', async () => {
    const docs = await fetch(`${api.api_url}/api/docs`);
    expect(docs.url).toBe(`${api.api_url}/v2/docs/`);
    expect(docs.headers.get('content-security-policy')).toContain("script-src 'self'");
    // A browser that was told to stay with HTTPS would never find this machine again.
    expect(docs.headers.get('strict-transport-security')).toBeNull();
    const html = await docs.text();
    expect(html).toContain('swagger-ui');
    expect(html).not.toMatch(/<script[^>]*src="https?:/);
    expect(html).not.toMatch(/<script>/);
  });

  it('answers cross-origin requests only for listed origins', async () => {
    const answer = await api.anybody({ origin: 'https://evil.example' }).get('/healthz');
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });
});
