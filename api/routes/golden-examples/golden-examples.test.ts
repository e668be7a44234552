import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { withTenant } from '../../../db/connect.ts';
import { goldenExamples } from '../../../db/schema/index.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import type { HttpClient } from '../../../tests/harness/http-client.ts';

const tenant_id = demoTenants[0]?.tenant_id ?? '';
let api: TestApi;
let expert: HttpClient;
beforeAll(async () => {
  api = await startTestApi();
  expert = await api.as('analyst');
  const example = (example_id: string, tags: string[]) => ({
    ...{ example_id, campaign_id: '100', campaign_name: 'Sale', context: { campaign_id: '100' }, confidence: 0.7 },
    ...{ human_decision: 'Bid Adjustment', decision_date: new Date('2026-02-01T00:00:00Z'), tags },
  });
  await withTenant(api.database.owner, tenant_id, (tx) =>
    tx
      .insert(goldenExamples)
      .values([example('a', ['self_confirmed']), example('b', []), example('c', []), example('d', [])]),
  );
});
afterAll(() => api.stop());

const path = '/api/v1/golden-examples';
const review = (id: string, body: object, person = expert) => person.post(`${path}/${id}/review`, body);

describe('golden examples', () => {
  it('are listed page by page, without their contexts, saying which only confirm the agent', async () => {
    const first = await expert.get(`${path}?limit=1`);
    expect(first.body).toMatchObject({ data: [{ example_id: 'a', self_confirmed: true }], next_cursor: 'a' });
    expect(first.at('data.0.context')).toBeUndefined();
    const rest = await expert.get(`${path}?cursor=a&status=candidate`);
    expect(rest.body).toMatchObject({ data: [{ self_confirmed: false }, {}, {}], next_cursor: null });
    expect((await expert.get(`${path}?tag=self_confirmed`)).at('data')).toHaveLength(1);
    expect((await expert.get(`${path}/b`)).at('context')).toEqual({ campaign_id: '100' });
  });

  it('are accepted or rejected by an expert, once, and the audit log tells of it', async () => {
    const accepted = await review('b', { decision: 'accepted', human_decision: 'Creative Refresh' });
    expect(accepted.body).toMatchObject({
      ...{ status: 'accepted', human_decision: 'Creative Refresh' },
      reviewed_by_email: expect.stringContaining('analyst'),
    });
    expect((await review('b', { decision: 'accepted' })).status).toBe(200);
    const other = await review('b', { decision: 'rejected' }, await api.as('admin'));
    expect([other.status, other.at('code')]).toEqual([409, 'GOLDEN_EXAMPLE_REVIEWED']);
    const told = await api.database.owner.sql`
      select decision, details from audit_log where action = 'golden_example.reviewed' and entity_id = 'b'`;
    expect(told).toMatchObject([{ decision: 'accepted', details: { human_decision: 'Creative Refresh' } }]);
  });

  it('are for experts to judge, and for nobody of another tenant', async () => {
    expect((await review('c', { decision: 'accepted' }, await api.as('viewer'))).status).toBe(403);
    const stranger = await api.as('admin', 1);
    expect((await review('c', { decision: 'accepted' }, stranger)).at('code')).toBe('GOLDEN_EXAMPLE_NOT_FOUND');
    expect((await stranger.get(`${path}/c`)).at('code')).toBe('GOLDEN_EXAMPLE_NOT_FOUND');
    expect((await review('c', { decision: 'perhaps' })).status).toBe(400);
    expect((await expert.get(`${path}/c`)).at('status')).toBe('candidate');
  });

  it('are built from a range of dates that is one', async () => {
    const range = (from: string, until: string) => expert.post(path, { from, until });
    expect((await range('2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z')).body).toEqual({ added: [], unusable: 0 });
    const turned = await range('2026-02-01T00:00:00Z', '2026-01-01T00:00:00Z');
    expect([turned.status, turned.at('errors.0.pointer')]).toEqual([400, '/body/from']);
  });
});
