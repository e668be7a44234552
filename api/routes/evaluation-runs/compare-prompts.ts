import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { createPromptRegistry } from '../../../activities/llm/prompts/index.ts';
import { deriveId } from '../../../db/derive-id.ts';
import { linksOf } from '../../executions/links.ts';
import { oneStepPlaybook } from '../../executions/one-step-playbook.ts';
import { startExecution } from '../../executions/start-execution.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { actionOrRefuse } from '../actions/find-or-refuse.ts';
import { startedSchema } from '../playbooks/execute.ts';

/** Starts a comparison in the worker; its two runs appear in the list, each with the version that it tried. */
export const startPromptComparison = defineOperation({
  method: 'post',
  path: '/api/v1/evaluations/prompt-comparisons',
  id: 'start_prompt_comparison',
  tag: 'evaluations',
  summary: 'Compare two versions of a prompt on the golden cases.',
  access: 'evaluations:run',
  params: nothing,
  query: nothing,
  body: z.strictObject({
    prompt_name: z.string().max(100).describe('such as signal_analysis'),
    from: z.string().max(20).describe('kept when both do equally well, such as v2'),
    to: z.string().max(20).describe('what has to be better, such as v3'),
    model: z.string().max(100).optional().describe('the configured model that is asked first'),
    judge: z.boolean().default(false).describe('lets a model score each answer besides'),
    refresh: z.boolean().default(false).describe('asks again although an answer of the last day would serve'),
    most: z.int().min(1).max(500).default(200).describe('how many golden cases'),
  }),
  responses: { 202: { description: 'Accepted.', schema: startedSchema, headers: { Location: 'The execution.' } } },
  errors: ['PROMPT_UNKNOWN'],
  idempotent: true,
  async handle({ body, deps, principal, inTenant, header }) {
    // A version that there is not is said at once, not by an execution that fails.
    const registry = createPromptRegistry();
    for (const version of [body.from, body.to]) registry.getPrompt(body.prompt_name, version);
    const definition = actionOrRefuse(deps.actions, 'EvaluationAgent.compare_prompts');
    const { model, ...asked } = body;
    const params = model === undefined ? asked : { ...asked, model };
    const key = header('Idempotency-Key');
    const { tenant_id, user_id } = principal;
    const started = await startExecution(
      deps,
      { principal, inTenant },
      {
        execution_id: key === undefined ? randomUUID() : deriveId('execution', tenant_id, user_id, key),
        playbook: oneStepPlaybook(definition, params, user_id),
        ...{ inputs: {}, mode: 'live', undo_of: null },
      },
    );
    const { execution_id, status, workflow_id, playbook_id } = started;
    const _links = linksOf(deps.settings, { execution_id, workflow_id, run_id: null });
    return json(202, { execution_id, status, workflow_id, playbook_id, _links }, { Location: _links.self });
  },
});
