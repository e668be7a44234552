import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reason } from '../../../activities/reasoning/index.ts';
import type { JsonObject } from '../../../contracts/canonical-json.ts';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { whatIfSchema } from '../../../contracts/reasoning/what-if.ts';
import { withTenant } from '../../../db/connect.ts';
import { recommendations } from '../../../db/schema/index.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import { insertWaitingRows } from '../../../tests/harness/decision-rows.ts';
import type { HttpClient } from '../../../tests/harness/http-client.ts';
import { springSale } from '../../../tests/reasoning/spring-sale.ts';

const tenant_id = demoTenants[0]?.tenant_id ?? '';
const campaign_id = demoTenants[0]?.campaigns[0]?.campaign_id ?? '';
const context = springSale();
const { recommendation } = reason(context);

let api: TestApi;
let viewer: HttpClient;
let id: string;
beforeAll(async () => {
  api = await startTestApi();
  viewer = await api.as('viewer');
  const rows = await insertWaitingRows(api.database.owner, tenant_id, { campaign_id, requester: 'marketer' });
  id = rows.recommendation_id;
});
afterAll(() => api.stop());

/** Stores the recommendation with the context that it was made on. */
async function keep(kept: object, made = recommendation): Promise<void> {
  const stored: JsonObject = JSON.parse(JSON.stringify(kept));
  const values = { context: stored, recommendation: made, action: made.action };
  await withTenant(api.database.owner, tenant_id, (tx) =>
    tx.update(recommendations).set(values).where(eq(recommendations.id, id)),
  );
}
const ask = (amount_minor: unknown, of = id) => viewer.post(`/v2/recommendations/${of}/what-if`, { amount_minor });

describe('what another amount would bring', () => {
  it('is answered from the stored context to whoever may read it: the recommended amount is worth most', async () => {
    await keep(context);
    const [less, same] = [await ask(263), await ask(288)];
    expect([less.status, same.status]).toEqual([200, 200]);
    expect(same.at('against_recommended_minor')).toBe(0);
    expect(same.at('stopped_by')).toEqual([]);
    expect(Number(less.at('against_recommended_minor'))).toBeLessThan(0);
    const answer = whatIfSchema.parse(same.body);
    expect(answer).toMatchObject({ lever: 'bid', current_minor: 250, recommended_minor: 288, amount_minor: 288 });
    expect(answer.steps.find((step) => step.chosen)?.change_pct).toBe(15);
  });

  it('names the guardrail that would stop it, and decides nothing', async () => {
    await keep(context);
    const answer = whatIfSchema.parse((await ask(500)).body);
    expect(answer.stopped_by).toMatchObject([{ guardrail: 'within_limits', statement: 'One step is at most 15 %.' }]);
    const after = await viewer.get(`/api/v1/recommendations/${id}`);
    expect(after.at('recommendation.action.bid_amount_minor')).toBe(288);
    expect(after.at('human_decision')).toBeNull();
  });

  it.each([
    ['a context of an older form', { metrics: {} }, recommendation],
    ['a context that tells no spend', { ...context, campaign_metrics: null }, recommendation],
    [
      'a recommendation that changes no amount',
      context,
      { ...recommendation, action: { kind: 'none' as const, recheck_after_hours: 24 } },
    ],
  ])('is not known for %s', async (_, kept, made) => {
    await keep(kept, made);
    const answer = await ask(288);
    expect([answer.status, answer.at('code')]).toEqual([422, 'WHAT_IF_NOT_KNOWN']);
  });

  it.each([[0], [-5], [2.5], ['288'], [null], [1e15]])('is not asked with %j', async (amount) => {
    expect((await ask(amount)).status).toBe(400);
  });

  it('is not found for a recommendation that is not there, nor for another tenant’s', async () => {
    expect((await ask(288, randomUUID())).status).toBe(404);
    const stranger = await api.as('admin', 1);
    expect((await stranger.post(`/v2/recommendations/${id}/what-if`, { amount_minor: 288 })).status).toBe(404);
  });
});
