import { appendFileSync } from 'node:fs';
import { afterAll, beforeAll, it } from 'vitest';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { recommendationSchema } from '../../../contracts/recommendation.ts';
import type { HttpAnswer, HttpClient } from '../../harness/http-client.ts';
import { type Stack, startStack } from '../../harness/stack.ts';
import { setMood, vendorsAt } from '../model-moods.ts';
import { alone, type Timed } from './figures.ts';
import { modelFaults, usualModel } from './model-faults.ts';

const analyses = Number(process.env.LATENCY_ANALYSES ?? 20);
/** So many of each fault: each of them is a mode of its own, and the slow ones use up all their time. */
const ofEachFault = Math.ceil(analyses / 20);
const campaigns = demoTenants[0]?.campaigns.map((each) => each.campaign_id) ?? [];

let stack: Stack;
let marketer: HttpClient;
let asked = 0;

beforeAll(async () => {
  stack = await startStack();
  await stack.syncInsights();
  marketer = await stack.as('marketer');
}, 180_000);
afterAll(() => stack?.stop());

/** Analyses so many campaigns, one after the other, each time with every source read anew. */
async function measure(mode: string, count: number): Promise<void> {
  for (let at = 1; at <= count; at += 1) {
    const campaign_id = campaigns[asked++ % campaigns.length];
    const started = performance.now();
    const answer = await marketer.post('/api/v1/recommendations/analyze', { campaign_id, force_refresh: true });
    const seconds = (performance.now() - started) / 1000;
    const degraded = answer.at('recommendation.degraded');
    const timed: Timed = {
      ...{ mode, seconds, status: answer.status },
      degraded: typeof degraded === 'boolean' ? degraded : null,
      ...voicesOf(answer),
    };
    if (process.env.LATENCY_REPORT) appendFileSync(process.env.LATENCY_REPORT, `${JSON.stringify(timed)}\n`);
    const how =
      degraded === true ? `degraded: ${String(answer.at('recommendation.recommendation.degraded_reason'))}` : '';
    console.log(`${mode} ${at}/${count}: ${seconds.toFixed(2)} s, ${answer.status} ${how}`.trim().slice(0, 160));
  }
}

/** What the models did for it, as the answer tells. */
function voicesOf(answer: HttpAnswer): Pick<Timed, 'verdict' | 'heard'> {
  const made = recommendationSchema.safeParse(answer.at('recommendation.recommendation')).data;
  const critique = made?.critique ?? null;
  return { verdict: made?.wording?.verdict ?? null, heard: critique !== null && critique.unheard == null };
}

it('without any model', () => measure(alone, analyses));

it('with models that take the time that models take', async () => {
  await setMood(stack.sandbox.url, usualModel);
  await stack.restartWorker(vendorsAt(stack.sandbox.url));
  await measure('a usual model', analyses);
});

// The worker is started anew each time, so that no breaker is open from the fault before.
it.each(Object.entries(modelFaults))('with models of which every one %s', async (fault, script) => {
  await setMood(stack.sandbox.url, script);
  await stack.restartWorker(vendorsAt(stack.sandbox.url));
  await measure(fault, ofEachFault);
});
