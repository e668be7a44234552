import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reason, validate } from '../../../activities/reasoning/index.ts';
import type { JsonObject } from '../../../contracts/canonical-json.ts';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { replayedFields, replaySchema } from '../../../contracts/reasoning/replay.ts';
import { whatIfSchema } from '../../../contracts/reasoning/what-if.ts';
import { withTenant } from '../../../db/connect.ts';
import { insertCalibration } from '../../../db/queries/calibrations.ts';
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

describe('reasoning again about what was known then', () => {
  const checked = { ...recommendation, validation: validate(context, recommendation) };
  const again = (of = id, who = viewer) => who.post(`/v2/recommendations/${of}/replay`);
  const tables = ['recommendations', 'executions', 'llm_calls', 'audit_log', 'outbox', 'agent_executions', 'step_runs'];
  const everything = () =>
    Promise.all(
      tables.map((table) => api.database.owner.sql.unsafe(`select count(*), max(xmin::text::bigint) from ${table}`)),
    );

  it('is the same answer to whoever may read it, as long as the rules are the same', async () => {
    await keep(context, checked);
    const answer = await again();
    expect(answer.status).toBe(200);
    const { outcome, fields, rules_version } = replaySchema.parse(answer.body);
    expect([outcome, fields.map(({ field }) => field)]).toEqual(['same', [...replayedFields]]);
    expect(rules_version).toEqual({ recommended: checked.model_version, now: checked.model_version });
  });

  it('says what the rules say otherwise today, writes nothing and starts nothing, however often it is asked', async () => {
    await keep(context, { ...checked, root_cause: 'creative_fatigue', model_version: 'rules-2+gpt' });
    const before = await everything();
    const first = await again();
    expect((await again()).body).toEqual(first.body);
    expect(replaySchema.parse(first.body)).toMatchObject({
      outcome: 'different',
      rules_version: { recommended: 'rules-2', now: checked.model_version },
      fields: expect.arrayContaining([
        { field: 'root_cause', same: false, recommended: 'creative_fatigue', now: 'auction_pressure' },
      ]),
    });
    expect(await everything()).toEqual(before);
  });

  it('holds against the calibration that the account has today', async () => {
    await keep(context, checked);
    const curve = { cases: 80, ece_before: 0.2, ece_after: 0.1, points: [{ raw: 0, calibrated: 0.55 }] };
    await withTenant(api.database.owner, tenant_id, (tx) => insertCalibration(tx, curve));
    const { fields } = replaySchema.parse((await again()).body);
    expect(fields.find(({ field }) => field === 'rules_confidence')?.same).toBe(false);
    expect(fields.find(({ field }) => field === 'raw_confidence')?.same).toBe(true);
  });

  it('is refused where the context was not kept in full, and not found where there is nothing to see', async () => {
    await keep({ metrics: {} });
    const refused = await again();
    expect([refused.status, refused.at('code')]).toEqual([422, 'CONTEXT_NOT_KEPT']);
    expect((await again(randomUUID())).status).toBe(404);
    expect((await again(id, await api.as('admin', 1))).status).toBe(404);
  });
});
