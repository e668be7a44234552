import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import type { HttpClient } from '../../../tests/harness/http-client.ts';

let api: TestApi;
let viewer: HttpClient;
beforeAll(async () => {
  api = await startTestApi();
  viewer = await api.as('viewer');
});
afterAll(() => api.stop());

describe('the monthly report', () => {
  it('is of the running month unless another is named', async () => {
    const now = new Date().toISOString();
    const running = await viewer.get('/v2/analytics/monthly');
    expect([running.status, running.at('month'), running.at('complete')]).toEqual([200, now.slice(0, 7), false]);
    const past = await viewer.get('/v2/analytics/monthly?month=2026-01');
    expect(past.body).toMatchObject({
      ...{ month: '2026-01', complete: true, since: '2026-01-01T00:00:00.000Z', until: '2026-02-01T00:00:00.000Z' },
    });
  });

  it.each(['2026-13', 'march', '2999-01', '2026-1'])('of %s is refused, naming what is wanted', async (month) => {
    const answer = await viewer.get(`/v2/analytics/monthly?month=${month}`);
    expect([answer.status, answer.at('code'), answer.at('errors.0.pointer')]).toEqual([
      400,
      'REQUEST_INVALID',
      '/query/month',
    ]);
  });
});

describe('the milestones', () => {
  it('are phases with lines, for everybody who may read recommendations', async () => {
    const answer = await viewer.get('/v2/analytics/milestones');
    expect([answer.status, answer.at('phases.0.months'), answer.at('phases.0.items.0.id')]).toEqual([
      200,
      '1–2',
      'collectors',
    ]);
    expect((await viewer.get('/v2/analytics/milestones?phase=1')).status).toBe(400);
  });
});
