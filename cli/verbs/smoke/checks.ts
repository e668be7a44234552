import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { ApiClient } from '../../api-client.ts';
import { CommandFailure } from '../../exit.ts';

/** One thing that a deployed environment must do. `run` gives what was seen, or throws in words what was not. */
export type SmokeCheck = { readonly name: string; readonly run: () => Promise<string> };

/** What the checks may look at; `campaign_id` null is the first campaign that is found. */
export type SmokeWishes = {
  readonly campaign_id: string | null;
  readonly analysis: boolean;
  readonly patience_seconds: number;
};

const readySchema = z.object({ status: z.string(), parts: z.record(z.string(), z.boolean()) });
const executionSchema = z.object({
  status: z.string(),
  mode: z.string(),
  error_code: z.string().nullable(),
  receipts: z.array(z.unknown()),
});
const ended: readonly string[] = ['completed', 'failed', 'cancelled', 'rejected', 'expired'];

/** The checks in their order. None changes anything: the analysis runs in shadow, asks nobody and writes to no platform. */
export function smokeChecks(api: ApiClient, wishes: SmokeWishes): readonly SmokeCheck[] {
  const text = async (path: string) => (await api.raw(path, { method: 'GET' })).text();
  const list = (path: string, field: string) => async () => {
    const body = await api.get(path, z.record(z.string(), z.unknown()));
    if (!Array.isArray(body[field])) throw new CommandFailure(`The answer has no list of ${field}.`);
    return `${body[field].length} shown`;
  };
  const analysis: SmokeCheck = { name: 'analysis in shadow', run: () => analyseInShadow(api, wishes) };
  return [
    {
      name: 'health',
      async run() {
        const { status, version } = await api.get('/health', z.object({ status: z.string(), version: z.string() }));
        if (status !== 'healthy') throw new CommandFailure(`It says that it is ${status}.`);
        return `version ${version}`;
      },
    },
    { name: 'ready', run: () => isReady(api) },
    {
      name: 'identity',
      async run() {
        const { email, roles } = await api.get('/v2/me', z.object({ email: z.string(), roles: z.array(z.string()) }));
        return `${email} (${roles.join(', ')})`;
      },
    },
    { name: 'campaigns', run: list('/v2/campaigns?limit=1', 'data') },
    { name: 'recommendations', run: list('/api/v1/recommendations?limit=1', 'recommendations') },
    ...(wishes.analysis ? [analysis] : []),
    {
      name: 'metrics',
      async run() {
        const found = /^# TYPE recommendations_total counter$/m.test(await text('/metrics'));
        if (!found) throw new CommandFailure('There is no recommendations_total.');
        return 'recommendations_total is there';
      },
    },
    {
      name: 'back office',
      async run() {
        if (!/<script[^>]+src=/.test(await text('/admin/'))) throw new CommandFailure('This is not the back office.');
        return 'served at /admin/';
      },
    },
  ];
}

/** Says which part is missing, where the service tells. */
async function isReady(api: ApiClient): Promise<string> {
  try {
    return Object.keys((await api.get('/readyz', readySchema)).parts).join(', ');
  } catch (error) {
    const told = readySchema.safeParse(error instanceof CommandFailure ? error.data : null);
    if (!told.success) throw error;
    const missing = Object.entries(told.data.parts).flatMap(([part, answers]) => (answers ? [] : [part]));
    throw new CommandFailure(`Does not answer: ${missing.join(', ')}.`);
  }
}

async function analyseInShadow(api: ApiClient, { campaign_id, patience_seconds }: SmokeWishes): Promise<string> {
  const body = { inputs: { campaign_id: campaign_id ?? (await firstCampaign(api)) }, mode: 'shadow' };
  const { execution_id } = await api.post(
    '/v2/playbooks/campaign-health/execute',
    body,
    z.object({ execution_id: z.string() }),
  );
  const until = Date.now() + patience_seconds * 1_000;
  for (;;) {
    const execution = await api.get(`/v2/playbooks/executions/${execution_id}`, executionSchema);
    const { status, mode, error_code, receipts } = execution;
    if (mode !== 'shadow' || receipts.length > 0) throw new CommandFailure(`Execution ${execution_id} has written.`);
    if (status === 'completed') return `execution ${execution_id}, nothing written`;
    if (ended.includes(status)) throw new CommandFailure(`It ended as ${status} (${error_code ?? 'no code'}).`);
    if (Date.now() > until) throw new CommandFailure(`It is still ${status} after ${patience_seconds} s.`);
    await sleep(250);
  }
}

async function firstCampaign(api: ApiClient): Promise<string> {
  const page = await api.get(
    '/v2/campaigns?limit=1',
    z.object({ data: z.array(z.object({ campaign_id: z.string() })) }),
  );
  const [first] = page.data;
  if (first === undefined) throw new CommandFailure('There is no campaign to analyse; name one with --campaign.');
  return first.campaign_id;
}
