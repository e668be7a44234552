import { z } from 'zod';
import { createPromptRegistry } from '../../../activities/llm/prompts/index.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { appendAudit } from '../../../db/queries/audit.ts';
import { endExperiment, listExperiments, startExperiment } from '../../../db/queries/prompt-experiments.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { experimentSchema, toExperiment } from './experiment-schema.ts';

/** Experiments with prompts, the newest first. */
export const listPromptExperiments = defineOperation({
  method: 'get',
  path: '/v2/prompt-experiments',
  id: 'list_prompt_experiments',
  tag: 'models',
  summary: 'List experiments with prompts.',
  access: 'models:read',
  params: nothing,
  query: nothing,
  body: noBody,
  responses: { 200: { description: 'Experiments.', schema: z.object({ data: z.array(experimentSchema) }) } },
  errors: [],
  handle: async ({ inTenant }) => json(200, { data: (await inTenant(listExperiments)).map(toExperiment) }),
});

/** Starts an experiment: a share of the campaigns, always the same ones, is answered with version b. */
export const startPromptExperiment = defineOperation({
  method: 'post',
  path: '/v2/prompt-experiments',
  id: 'start_prompt_experiment',
  tag: 'models',
  summary: 'Try a version of a prompt on a share of the campaigns.',
  access: 'models:write',
  params: nothing,
  query: nothing,
  body: z.strictObject({
    prompt_name: z.string().max(100),
    version_a: z.string().max(20).describe('what the others keep, such as v2'),
    version_b: z.string().max(20).describe('what is tried, such as v3'),
    share_b_pct: z.int().min(0).max(100),
  }),
  responses: { 201: { description: 'Running.', schema: experimentSchema } },
  errors: ['PROMPT_UNKNOWN', 'PROMPT_EXPERIMENT_RUNNING'],
  idempotent: true,
  async handle({ body, principal, inTenant }) {
    const registry = createPromptRegistry();
    const version_a = registry.getPrompt(body.prompt_name, body.version_a).key;
    const version_b = registry.getPrompt(body.prompt_name, body.version_b).key;
    const started = await inTenant(async (tx) => {
      const row = await startExperiment(tx, { ...body, version_a, version_b, started_by_email: principal.email });
      if (row === null) {
        const message = `An experiment with the prompt ${body.prompt_name} is running.`;
        throw new CodedError('PROMPT_EXPERIMENT_RUNNING', message, { prompt_name: body.prompt_name });
      }
      await appendAudit(tx, {
        action: 'prompt_experiment.started',
        ...{ actor_user_id: principal.user_id, actor_email: principal.email },
        ...{ entity_type: 'prompt_experiment', entity_id: row.prompt_experiment_id },
        details: { ...body, api_key_id: principal.api_key_id },
      });
      return row;
    });
    return json(201, toExperiment(started));
  },
});

/** Ends an experiment. Executions that have begun keep the version that they began with. */
function ending(word: 'stop' | 'promote', status: 'stopped' | 'promoted', summary: string) {
  return defineOperation({
    method: 'post',
    path: `/v2/prompt-experiments/:id/${word}`,
    id: `${word}_prompt_experiment`,
    tag: 'models',
    summary,
    access: 'models:write',
    params: z.strictObject({ id: z.uuid() }),
    query: nothing,
    body: z.strictObject({}),
    responses: { 200: { description: `It is ${status}.`, schema: experimentSchema } },
    errors: ['NOT_FOUND'],
    idempotent: true,
    async handle({ params, principal, inTenant }) {
      const ended = await inTenant(async (tx) => {
        const end = { prompt_experiment_id: params.id, status, ended_by_email: principal.email, now: new Date() };
        const row = await endExperiment(tx, end);
        if (row === null)
          throw new CodedError('NOT_FOUND', `There is no experiment ${params.id} that can be ${status}.`);
        await appendAudit(tx, {
          action: `prompt_experiment.${status}`,
          ...{ actor_user_id: principal.user_id, actor_email: principal.email },
          ...{ entity_type: 'prompt_experiment', entity_id: params.id },
          details: { prompt_name: row.prompt_name, version_b: row.version_b, api_key_id: principal.api_key_id },
        });
        return row;
      });
      return json(200, toExperiment(ended));
    },
  });
}

/** Puts version b in use for every campaign. */
export const promotePromptExperiment = ending('promote', 'promoted', 'Put the version that was tried in use for all.');
/** Goes back to the version before, also after a promotion. */
export const stopPromptExperiment = ending('stop', 'stopped', 'Go back to the version before, also after a promotion.');
