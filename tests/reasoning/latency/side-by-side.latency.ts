import { appendFileSync } from 'node:fs';
import { afterAll, beforeAll, it } from 'vitest';
import { recommendationSchema } from '../../../contracts/recommendation.ts';
import { generateCases } from '../../../evals/generated/generate-cases.ts';
import { splits } from '../../../evals/generated/seeds.ts';
import { createAgentStage } from '../../campaign-health/agent-stage.ts';
import { createTestDatabase, type TestDatabase } from '../../harness/database.ts';
import { startSandbox, type TestSandbox } from '../../harness/sandbox.ts';
import { insertTenantRows } from '../../harness/tenant-rows.ts';
import { setMood, vendorsAt } from '../model-moods.ts';
import { stagesAlone, type Timed } from './figures.ts';
import { usualModel } from './model-faults.ts';

const analyses = Number(process.env.LATENCY_STAGES ?? 60);
/** So many are under way at a time, as in a worker with campaigns to look at. */
const atATime = 10;

let database: TestDatabase;
let sandbox: TestSandbox;
beforeAll(async () => {
  [database, sandbox] = await Promise.all([createTestDatabase(), startSandbox()]);
}, 120_000);
afterAll(() => Promise.all([database?.drop(), sandbox?.stop()]));

it('the stages alone, with models that take the time that models take', async () => {
  await setMood(sandbox.url, usualModel);
  // Without metrics of its own a campaign is not analysed; the generator leaves them out now and then.
  const cases = generateCases({ seed: splits.train.seed, count: analyses * 2 })
    .map(({ context }) => context)
    .filter((context) => context.campaign_metrics !== null)
    .slice(0, analyses);
  const lane = async (): Promise<void> => {
    // Each analysis is an execution of its own: a budget is one execution's.
    const { tenant_id, execution_id } = await insertTenantRows(database.owner);
    const stage = createAgentStage({
      ...{ database: database.app, tenant_id, execution_id, environment: vendorsAt(sandbox.url) },
    });
    for (let context = cases.pop(); context !== undefined; context = cases.pop()) {
      const started = performance.now();
      const asked = { context, refresh: true };
      const made = recommendationSchema.parse(await stage.run('CampaignHealthAgent.recommend_for_context', asked));
      const timed: Timed = {
        ...{ mode: stagesAlone, seconds: (performance.now() - started) / 1000, status: 200 },
        ...{ degraded: made.degraded, verdict: made.wording?.verdict ?? null },
        heard: made.critique !== null && made.critique.unheard == null,
      };
      if (process.env.LATENCY_REPORT) appendFileSync(process.env.LATENCY_REPORT, `${JSON.stringify(timed)}\n`);
      console.log(`${stagesAlone}: ${timed.seconds.toFixed(2)} s ${made.degraded_reason ?? ''}`.trim().slice(0, 160));
    }
  };
  await Promise.all(Array.from({ length: atATime }, lane));
});
