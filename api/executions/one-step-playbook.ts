import { createHash } from 'node:crypto';
import { type ActionDefinition, actionId } from '../../contracts/action.ts';
import { canonicalJson, type JsonObject } from '../../contracts/canonical-json.ts';
import { noGuardrails, type Plan, planSchema, type Template } from '../../contracts/plan/index.ts';
import type { RunnablePlaybook } from './start-execution.ts';

/**
 * A playbook of one step that runs an action with these parameters. It is in no file, so it has no version and its
 * requester is its editor. A `campaign_id` among the parameters becomes its input, so that the execution is about it.
 */
export function oneStepPlaybook(definition: ActionDefinition, params: JsonObject, user_id: string): RunnablePlaybook {
  const { effect, summary, retry, timeout_seconds, heartbeat_seconds } = definition;
  const action_id = actionId(definition);
  const about = typeof params.campaign_id === 'string';
  const templates = Object.entries(params).map(([name, value]): [string, Template] => {
    if (name !== 'campaign_id') return [name, { kind: 'literal', value }];
    return [name, { kind: 'expression', expression: { source: 'inputs.campaign_id', line: 1 } }];
  });
  const plan: Plan = planSchema.parse({
    plan_version: 1,
    playbook_id: 'single_action',
    name: action_id,
    description: summary,
    owner: null,
    labels: {},
    scope: about ? 'campaign' : 'none',
    inputs: about ? { campaign_id: { type: 'string', description: null, required: true, default: null } } : {},
    when: null,
    schedule: null,
    steps: [
      {
        ...{ id: 'run', line: 1, name: null, condition: null, kind: 'action', action_id, effect, summary },
        ...{ params: Object.fromEntries(templates), output: 'output', approval: null, retry },
        ...{ timeout_seconds, heartbeat_seconds, on_error: 'fail' },
      },
    ],
    guardrails: noGuardrails,
    approval: {
      title: null,
      approvers: { roles: ['approver'], users: [] },
      quorum: 1,
      timeout_seconds: 86_400,
      on_timeout: 'reject',
      editable: [],
      evidence: null,
      undo_window_seconds: 0,
    },
    // Reading beside another reader harms nobody.
    concurrency: { key: null, limit: 1_000, on_conflict: 'skip' },
    outcome: null,
    timeout_seconds: 3_600,
  });
  const digest = createHash('sha256').update(canonicalJson(plan)).digest('hex');
  return { playbook_id: plan.playbook_id, playbook_version_id: null, plan, digest, edited_by: user_id };
}
