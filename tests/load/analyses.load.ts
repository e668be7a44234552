import { appendFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { demoTenants } from '../../contracts/demo-world.ts';
import type { HttpClient } from '../harness/http-client.ts';
import { type Stack, startStack } from '../harness/stack.ts';
import type { Analysed, Phase, Sample } from './figures.ts';
import { manyCampaigns } from './many-campaigns.ts';

const at_once = Number(process.env.LOAD_AT_ONCE ?? 10);
/** Those that somebody waits for while the others are worked off. */
const beside = 10;
const everyone = manyCampaigns(Number(process.env.LOAD_CAMPAIGNS ?? 100) + beside);
const campaigns = everyone.slice(beside);
/** The door takes so many campaigns at a time. */
const mostInBatch = 500;

let stack: Stack;
let marketer: HttpClient;

beforeAll(async () => {
  stack = await startStack({ api: { MBI_RATE_LIMIT: 'false' } });
  const account_id = demoTenants[0]?.account.external_id;
  for (const campaign of everyone) {
    const response = await fetch(`${stack.sandbox.url}/_sandbox/campaigns`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account_id, campaign }),
    });
    if (!response.ok) throw new Error(await response.text());
  }
  const begun = performance.now();
  const engineer = await stack.as('engineer');
  const accounts = z
    .object({ data: z.array(z.looseObject({ id: z.string(), external_id: z.string() })) })
    .parse((await engineer.get('/v2/ad-accounts')).body);
  const own = accounts.data.find((account) => account.external_id === account_id);
  const sync = await engineer.post(`/v2/ad-accounts/${own?.id}/sync`, { backfill_days: 90 });
  await untilEnded([sync.text('execution_id')]);
  console.log(`${everyone.length} campaigns were read in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  marketer = await stack.as('marketer');
});
afterAll(() => stack?.stop());

/** Looks once a second at what is open and at the connections, while the work is done. */
async function measure(name: string, work: () => Promise<readonly Analysed[]>): Promise<Phase> {
  const samples: Sample[] = [];
  const begun = performance.now();
  const over = new AbortController();
  const look = async () => {
    const [row] = await stack.database.owner.sql`
      select (select count(*)::int from pg_stat_activity where datname = current_database()) as connections,
        (select count(*)::int from executions where status in ('queued', 'running')
          and playbook_id = 'campaign_health_v1') as open`;
    samples.push({
      second: Math.round((performance.now() - begun) / 1000),
      open: row?.open,
      connections: row?.connections,
    });
  };
  const looking = (async () => {
    while (!over.signal.aborted) {
      await look();
      await wait(1_000, undefined, { signal: over.signal }).catch(() => undefined);
    }
  })();
  const analyses = await work();
  const seconds = (performance.now() - begun) / 1000;
  over.abort();
  await looking;
  await look();
  return report({ name, seconds, analyses, samples });
}

/** Hands a phase to the program that tells of it. */
function report(phase: Phase): Phase {
  if (process.env.LOAD_REPORT) appendFileSync(process.env.LOAD_REPORT, `${JSON.stringify(phase)}\n`);
  return phase;
}

/** Waits until none of these executions is on its way any more; asking people counts as arrived. */
async function untilEnded(execution_ids: readonly string[]): Promise<void> {
  for (;;) {
    const [row] = await stack.database.owner.sql`select count(*)::int as open from executions
      where execution_id = any(${[...execution_ids]}::uuid[]) and status in ('queued', 'running')`;
    if (row?.open === 0) return;
    await wait(500);
  }
}

/** Hands in all campaigns together; gives what the door said of each, and waits for none. */
async function handIn() {
  const items: { campaign_id: string; execution_id: string | null; error_code: string | null }[] = [];
  for (let from = 0; from < campaigns.length; from += mostInBatch) {
    const campaign_ids = campaigns.slice(from, from + mostInBatch).map((campaign) => campaign.campaign_id);
    const answer = await marketer.post('/api/v1/recommendations/batches', { campaign_ids, force_refresh: true });
    const item = z.object({
      ...{ campaign_id: z.string(), execution_id: z.string().nullable(), error_code: z.string().nullable() },
    });
    items.push(...z.object({ items: z.array(item) }).parse(answer.body).items);
  }
  return items;
}

/** Waits for what is still on its way: an answer is there before its execution comes to rest where people are asked. */
async function untilAllEnded(): Promise<void> {
  const open = await stack.database.owner
    .sql`select execution_id from executions where status in ('queued', 'running')`;
  await untilEnded(open.map((row) => row.execution_id));
}

/** So many callers, each of whom asks for the next campaign and waits for its answer. */
async function askFor(wanted: typeof campaigns, callers: number): Promise<readonly Analysed[]> {
  const waiting = [...wanted];
  const analyses: Analysed[] = [];
  const caller = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { campaign_id } = next;
      const begun = performance.now();
      const answer = await marketer.post('/api/v1/recommendations/analyze', { campaign_id, force_refresh: true });
      const seconds = (performance.now() - begun) / 1000;
      const failure =
        answer.status === 200
          ? null
          : `${answer.status} ${String(answer.at('code'))}: ${String(answer.at('detail')).slice(0, 120)}`;
      analyses.push({ campaign_id, seconds, failure });
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return analyses;
}

it('analyses all campaigns that are handed in together, and meanwhile answers whoever waits for another', async () => {
  let waited: readonly Analysed[] = [];
  const phase = await measure('batch', async () => {
    const items = await handIn();
    const begun = performance.now();
    waited = await askFor(everyone.slice(0, beside), 1);
    // What is open now is the batch’s.
    report({ name: 'beside the batch', seconds: (performance.now() - begun) / 1000, analyses: waited, samples: [] });
    await untilAllEnded();
    const rows = await stack.database.owner.sql`
      select e.execution_id, concat_ws(' ', e.status, e.error_code, left(e.error_message, 120),
          (select string_agg(distinct concat(s.step_id, ':', s.error_code), ',') from step_runs s
            where s.execution_id = e.execution_id and s.error_code is not null)) as status, extract(epoch from r.generated_at - e.created_at)::float8 as seconds
      from executions e left join recommendations r on r.execution_id = e.execution_id
      where e.execution_id = any(${items.flatMap((item) => item.execution_id ?? [])}::uuid[])`;
    const made = new Map(rows.map((row) => [row.execution_id, row]));
    return items.map(({ campaign_id, execution_id, error_code }) => {
      const row = made.get(execution_id);
      const failure = error_code ?? (row?.seconds == null ? `no recommendation, ${row?.status}` : null);
      return { campaign_id, seconds: row?.seconds ?? 0, failure };
    });
  });
  expect([phase.analyses.length, waited.length]).toEqual([campaigns.length, beside]);
});

it('answers callers who each wait for one', async () => {
  const phase = await measure('callers', async () => {
    const analyses = await askFor(campaigns, at_once);
    await untilAllEnded();
    return analyses;
  });
  expect(phase.analyses).toHaveLength(campaigns.length);
});
