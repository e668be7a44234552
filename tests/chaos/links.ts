import { setTimeout as pause } from 'node:timers/promises';
import { pauses } from '../../db/schema/index.ts';
import { type HttpClient, signIn } from '../harness/http-client.ts';
import { temporalAddress } from '../harness/temporal.ts';
import type { FullStack } from './full-stack.ts';
import { platforms } from './money-kinds.ts';
import { type LinkProxy, type LinkState, startProxy, targetOf } from './proxy.ts';
import type { Round } from './rounds.ts';
import type { ChaosWorld } from './world.ts';

/** How long a link stays spoiled. */
const spoiledMilliseconds = 4_000;
/** After so long a caller of the API gives up. */
const patienceMilliseconds = 3_000;

/** The API must read again within so many looks, a tenth of a second apart. */
const mostLooks = 100;

/** A worker that reaches Temporal through a link of ours. */
export async function startLinkedWorker(stack: FullStack, queue: string): Promise<LinkProxy> {
  const proxy = await startProxy(targetOf(`http://${temporalAddress()}`));
  const environment = { TEMPORAL_TASK_QUEUE: queue, TEMPORAL_ADDRESS: `127.0.0.1:${proxy.port}` };
  await stack.start('worker/main.ts', environment);
  return proxy;
}

/** Runs that have just been approved on every platform while their worker loses Temporal; it finds it again by itself. */
export async function playTemporalLink(
  stack: FullStack,
  queue: string,
  proxy: LinkProxy,
  state: LinkState,
): Promise<readonly Round[]> {
  const runs = await Promise.all(platforms.map((platform) => stack.startRun(platform, queue)));
  await Promise.all(runs.map(stack.approve));
  proxy.become(state);
  await pause(spoiledMilliseconds);
  proxy.heal();
  const healed = performance.now();
  return Promise.all(
    runs.map(async (run): Promise<Round> => {
      const said = (await stack.finish(run)) === 'completed' ? 'applied' : 'refused';
      const seconds = (performance.now() - healed) / 1000;
      const scenario = `worker|temporal ${state.kind}`;
      return { scenario, platform: run.platform, told: { said, code: null }, seconds };
    }),
  );
}

/** An API that reaches Postgres through a link of ours, and somebody on call who is signed in. */
export async function startLinkedApi(world: ChaosWorld, stack: FullStack) {
  const { app_url } = world.stage.database;
  const proxy = await startProxy(targetOf(app_url));
  const api = await stack.start('api/main.ts', {
    DATABASE_URL: proxy.through(app_url),
    MBI_API_PORT: '0',
    MBI_JWT_SECRET: 'a-secret-of-the-chaos-runs-that-opens-nothing-else',
    MBI_RATE_LIMIT: 'false',
  });
  const url = `http://127.0.0.1:${api.port}`;
  return { proxy, oncall: await signIn(url, `oncall@${world.stage.tenant.email_domain}`, 'a-password') };
}

/** The API behind its link, and who is signed in. */
export type LinkedApi = Awaited<ReturnType<typeof startLinkedApi>>;

/** What became of writes and reads of the API while its database was behind a spoiled link. */
export type ApiLinkFigures = {
  readonly asked: number;
  readonly acknowledged: number;
  readonly lost: number;
  readonly back_seconds: number;
};

/** Pauses of campaigns are asked for while the link is spoiled: each that was acknowledged must be there afterwards. */
export async function playApiLink(
  world: ChaosWorld,
  { proxy, oncall }: LinkedApi,
  state: LinkState,
): Promise<ApiLinkFigures> {
  const campaigns = await Promise.all(Array.from({ length: 8 }, () => world.addCampaign('meta_ads')));
  const asked = campaigns.map(async ({ campaign_id }, index) => {
    await pause(index * 100);
    return { campaign_id, status: await statusOf(oncall, campaign_id) };
  });
  await pause(250);
  proxy.become(state);
  await pause(spoiledMilliseconds);
  proxy.heal();
  const healed = performance.now();
  const answers = await Promise.all(asked);
  for (let looks = 0; looks < mostLooks; looks += 1) {
    if ((await patiently(oncall.get('/v2/playbooks/executions'))) === 200) break;
    await pause(100);
  }
  const back_seconds = (performance.now() - healed) / 1000;
  const acknowledged = answers.filter(({ status }) => status === 200 || status === 201);
  const rows = await world.stage.inTenant((tx) => tx.select({ id: pauses.scope_id }).from(pauses));
  const lost = acknowledged.filter(({ campaign_id }) => !rows.some(({ id }) => id === campaign_id));
  return { asked: asked.length, acknowledged: acknowledged.length, lost: lost.length, back_seconds };
}

function statusOf(oncall: HttpClient, campaign_id: string): Promise<number> {
  return patiently(oncall.post('/v2/pauses', { scope: 'campaign', scope_id: campaign_id, reason: 'A chaos run' }));
}

/** The status of an answer; 0 when none comes in time, or the connection is cut. */
async function patiently(answer: Promise<{ readonly status: number }>): Promise<number> {
  const given = answer.then(
    ({ status }) => status,
    () => 0,
  );
  return Promise.race([given, pause(patienceMilliseconds, 0)]);
}

/** Reads of the API while something is done: how many were not answered with 200, and how long they took in seconds. */
export async function readMeanwhile(oncall: HttpClient, done: Promise<unknown>) {
  let running = true;
  void done.finally(() => {
    running = false;
  });
  const seconds: number[] = [];
  let failed = 0;
  while (running) {
    const begun = performance.now();
    if ((await patiently(oncall.get('/v2/playbooks/executions'))) !== 200) failed += 1;
    seconds.push((performance.now() - begun) / 1000);
    await pause(20);
  }
  await done;
  return { failed, seconds };
}
