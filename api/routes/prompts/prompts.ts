import { z } from 'zod';
import { createPromptRegistry } from '../../../activities/llm/prompts/index.ts';
import type { PromptVersion } from '../../../contracts/prompt.ts';
import { sumCalls } from '../../../db/queries/llm-calls.ts';
import { type PromptExperiment, readDecidingExperiment } from '../../../db/queries/prompt-experiments.ts';
import { listPromptRuns } from '../../../db/queries/prompt-performance.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { moment } from '../../operation/paging.ts';
import { experimentSchema, toExperiment } from './experiment-schema.ts';

const performanceSchema = z.object({
  calls: z.int(),
  cost_usd: z.number(),
  failed: z.int(),
  runs: z.array(
    z.object({
      run_type: z.string(),
      run_at: moment,
      total_examples: z.int(),
      passed_examples: z.int(),
      metrics: z.record(z.string(), z.unknown()),
    }),
  ),
});
const versionSchema = z.object({
  key: z.string().describe('the file of the version, such as v2'),
  version: z.string(),
  digest: z.string(),
  created: z.iso.date(),
  author: z.string(),
  description: z.string(),
  changelog: z.array(z.string()),
  latest: z.boolean(),
});
const summarySchema = z.object({
  name: z.string(),
  latest: z.string(),
  versions: z.array(z.string()),
  experiment: experimentSchema
    .nullable()
    .describe('what decides before `latest`: the running one, else the promoted one'),
});

function toVersion(latest: string, each: PromptVersion) {
  const { key, version, digest, created, author, description, changelog } = each;
  return { key, version, digest, created, author, description, changelog, latest: key === latest };
}

/** The prompts of this release, with the version in use and the experiment that decides. */
export const listPrompts = defineOperation({
  method: 'get',
  path: '/v2/prompts',
  id: 'list_prompts',
  tag: 'models',
  summary: 'List prompts.',
  access: 'models:read',
  params: nothing,
  query: nothing,
  body: noBody,
  responses: { 200: { description: 'Prompts.', schema: z.object({ data: z.array(summarySchema) }) } },
  errors: [],
  async handle({ inTenant }) {
    const registry = createPromptRegistry();
    const data = await inTenant(async (tx) => {
      const found: { name: string; latest: string; versions: string[]; deciding: PromptExperiment | null }[] = [];
      for (const name of registry.names()) {
        const versions = registry.listVersions(name).map((each) => each.key);
        found.push({
          name,
          latest: registry.latestOf(name),
          versions,
          deciding: await readDecidingExperiment(tx, name),
        });
      }
      return found.map(({ deciding, ...each }) => ({
        ...each,
        experiment: deciding === null ? null : toExperiment(deciding),
      }));
    });
    return json(200, { data });
  },
});

/** A prompt with all its versions, their changelog and how each did: calls and cost, and the evaluation runs that tested it. */
export const showPrompt = defineOperation({
  method: 'get',
  path: '/v2/prompts/:id',
  id: 'show_prompt',
  tag: 'models',
  summary: 'Show the versions of a prompt and how they did.',
  access: 'models:read',
  params: z.strictObject({ id: z.string().max(100).describe('the name of the prompt') }),
  query: nothing,
  body: noBody,
  responses: {
    200: {
      description: 'The versions, oldest first.',
      schema: z.object({
        name: z.string(),
        versions: z.array(
          versionSchema.extend({ prompt: z.string(), question: z.string(), performance: performanceSchema }),
        ),
      }),
    },
  },
  errors: ['PROMPT_UNKNOWN'],
  async handle({ params, inTenant }) {
    const registry = createPromptRegistry();
    const latest = registry.latestOf(params.id);
    const { sums, runs } = await inTenant(async (tx) => ({
      sums: await sumCalls(tx, { from: new Date(0), to: new Date(Date.now() + 86_400_000), by: 'prompt' }),
      runs: await listPromptRuns(tx),
    }));
    const versions = registry.listVersions(params.id).map((each) => {
      const names = [`${each.name}:${each.key}`, `${each.name} ${each.key}`, `${each.name}/${each.key}`];
      const sum = sums.find((row) => row.key === `${each.name} ${each.key}`);
      const tested = runs.filter((run) => names.includes(run.prompt_version ?? ''));
      const performance = {
        ...{ calls: sum?.calls ?? 0, cost_usd: sum?.cost_usd ?? 0, failed: sum?.failed ?? 0 },
        runs: tested.map(({ run_type, run_at, total_examples, passed_examples, metrics }) => ({
          ...{ run_type, run_at: run_at.toISOString(), total_examples, passed_examples, metrics },
        })),
      };
      return { ...toVersion(latest, each), prompt: each.prompt, question: each.question, performance };
    });
    return json(200, { name: params.id, versions });
  },
});
