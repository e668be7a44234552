import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MetricsServer, serveMetrics } from './metrics-server.ts';

let answer: () => Promise<string>;
let server: MetricsServer;
beforeAll(async () => {
  server = await serveMetrics({ host: '127.0.0.1', port: 0 }, () => answer());
});
afterAll(() => server.close());

const get = (path: string, method = 'GET') => fetch(`http://127.0.0.1:${server.port}${path}`, { method });

describe('the figures of the worker', () => {
  it('are those of its process and those of the agent, in the form that is scraped', async () => {
    answer = async () => '# TYPE mbi_recommendations_total counter\nmbi_recommendations_total 3\n';
    const scraped = await get('/metrics');
    expect([scraped.status, scraped.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/plain')]);
    const text = await scraped.text();
    expect(text).toContain('mbi_recommendations_total 3');
    expect(text).toMatch(/^process_cpu_seconds_total \d/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_seconds \d/m);
  });

  it('are read anew each time', async () => {
    let reads = 0;
    answer = async () => {
      reads += 1;
      return `mbi_reads ${reads}\n`;
    };
    expect(await (await get('/metrics')).text()).toContain('mbi_reads 1');
    expect(await (await get('/metrics')).text()).toContain('mbi_reads 2');
  });

  it('are not there when they cannot be read, without saying why, and come back', async () => {
    answer = async () => {
      throw new Error('postgres://mbi:secret@db refused');
    };
    const failed = await get('/metrics');
    expect([failed.status, await failed.text()]).toEqual([503, '']);
    answer = async () => 'mbi_back 1\n';
    expect((await get('/metrics')).status).toBe(200);
  });

  it.each([
    ['/', 'GET'],
    ['/metrics/', 'GET'],
    ['/metrics', 'POST'],
    ['/metrics', 'DELETE'],
  ])('are all there is: %s %s is not found', async (path, method) => {
    answer = async () => 'mbi_never 1\n';
    expect((await get(path, method)).status).toBe(404);
  });
});

describe('a port that is taken', () => {
  it('is a failure at the start, and a free one can be taken once it is closed', async () => {
    const first = await serveMetrics({ host: '127.0.0.1', port: 0 }, async () => '');
    const again = () => serveMetrics({ host: '127.0.0.1', port: first.port }, async () => '');
    await expect(again()).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await first.close();
    const second = await again();
    expect(second.port).toBe(first.port);
    await second.close();
  });
});
