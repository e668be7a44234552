import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import type { HttpClient } from '../../../tests/harness/http-client.ts';

let api: TestApi;
let approver: HttpClient;
let marketer: HttpClient;
beforeAll(async () => {
  api = await startTestApi();
  [approver, marketer] = await Promise.all([api.as('approver'), api.as('marketer')]);
  // The demo has rates of its own.
  await api.database.owner.sql`delete from fx_rates`;
});
afterAll(() => api.stop());

describe('an exchange rate', () => {
  const rate = (more: object = {}) => ({ currency: 'EUR', as_of: '2026-01-05', rate: 1.1, source: 'ECB', ...more });

  it('is entered once for a day and never changed', async () => {
    const entered = await approver.post('/v2/fx-rates', rate());
    expect([entered.status, entered.body]).toEqual([201, expect.objectContaining({ base_currency: 'USD', rate: 1.1 })]);
    expect((await approver.post('/v2/fx-rates', rate({ rate: 2 }))).at('code')).toBe('FX_RATE_KNOWN');
    expect((await approver.post('/v2/fx-rates', rate({ as_of: '2026-01-06', rate: 1.2 }))).status).toBe(201);
    const { body } = await marketer.get('/v2/fx-rates');
    expect(body).toMatchObject({ base_currency: 'USD', data: expect.any(Array) });
    expect(JSON.stringify(body)).toContain('2026-01-06');
  });

  it.each([
    [{ currency: 'USD' }, 400],
    [{ currency: 'eur' }, 400],
    [{ rate: 0 }, 400],
    [{ rate: -1 }, 400],
    [{ as_of: 'today' }, 400],
    [{ base_currency: 'EUR' }, 400],
  ])('%j is refused', async (more, status) => {
    expect((await approver.post('/v2/fx-rates', rate(more))).status).toBe(status);
  });

  it('that jumps is refused, since with it one person alone would widen every cap', async () => {
    const yen = (as_of: string, value: number) =>
      approver.post('/v2/fx-rates', rate({ currency: 'JPY', as_of, rate: value }));
    expect((await yen('2026-03-01', 0.0067)).status).toBe(201);
    for (const [as_of, value] of [
      ['2026-03-02', 0.000_067],
      ['2026-03-02', 0.67],
      ['2026-02-27', 0.67],
      ['2026-03-02', 0.0067 * 1.26],
      ['2026-03-31', 0.0067 * 1.26],
    ] as const) {
      const refused = await yen(as_of, value);
      expect([as_of, value, refused.status, refused.at('errors.0.pointer')]).toEqual([as_of, value, 400, '/body/rate']);
    }
    // What moves slowly, or was not looked at for long, is entered as it is.
    expect((await yen('2026-03-02', 0.0067 * 1.2)).status).toBe(201);
    expect((await yen('2026-06-20', 0.0067 * 1.2 * 1.5)).status).toBe(201);
    // Of the two rates the nearer one is looked at.
    expect((await yen('2026-06-19', 0.0067)).status).toBe(400);
  });

  it('cannot be entered by whoever may only ask for money', async () => {
    expect((await marketer.post('/v2/fx-rates', rate({ as_of: '2026-02-01' }))).status).toBe(403);
  });
});
