import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../../tests/harness/api-server.ts';

const office = 'http://localhost:3000';
let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ environment: { MBI_CORS_ORIGINS: `https://office.example, ${office}` } });
});
afterAll(() => api.stop());

describe('how the API stands', () => {
  it.each(['/health', '/healthz'])('%s tells whoever asks that the process lives, and its version', async (path) => {
    const answer = await api.anybody().get(path);
    expect([answer.status, answer.body]).toEqual([200, { status: 'healthy', version: '0.1.0' }]);
  });

  it('is not ready while no worker takes its tasks, and names the part that is missing', async () => {
    const answer = await api.anybody().get('/readyz');
    expect(answer.status).toBe(503);
    expect(answer.body).toEqual({ status: 'not_ready', parts: { database: true, temporal: true, worker: false } });
  });
});

describe('a page of another origin', () => {
  const ask = (origin: string, method = 'GET') =>
    fetch(`${api.api_url}/health`, { method, headers: { origin, 'access-control-request-method': 'POST' } });

  it('that is listed may call with its credentials, and asks before it sends', async () => {
    const answer = await ask(office);
    expect(answer.headers.get('access-control-allow-origin')).toBe(office);
    expect(answer.headers.get('access-control-allow-credentials')).toBe('true');
    expect(answer.headers.get('vary')).toContain('Origin');
    const before = await ask(office, 'OPTIONS');
    expect(before.status).toBe(204);
    expect(before.headers.get('access-control-allow-methods')).toContain('POST');
    expect(before.headers.get('access-control-allow-headers')).toContain('Authorization');
  });

  it.each(['https://evil.example', 'http://localhost:3001', 'null', `${office}.evil.example`])(
    'that is not listed is told nothing: %s',
    async (origin) => {
      for (const method of ['GET', 'OPTIONS'])
        expect((await ask(origin, method)).headers.get('access-control-allow-origin')).toBeNull();
    },
  );
});
