import { z } from 'zod';
import { type ActionDefinition, actionId } from '../../../contracts/action.ts';

/** An action as the API shows it; the schemas are JSON Schema 2020-12. */
export const actionSchema = z.object({
  action_id: z.string(),
  agent: z.string(),
  action: z.string(),
  effect: z.enum(['read', 'propose', 'write', 'notify']),
  summary: z.string(),
  timeout_seconds: z.number(),
  params_schema: z.record(z.string(), z.unknown()),
  output_schema: z.record(z.string(), z.unknown()),
});

/** A definition as the API shows it. */
export function toAction(definition: ActionDefinition) {
  const { agent, action, effect, summary, timeout_seconds, params, output } = definition;
  return {
    ...{ action_id: actionId(definition), agent, action, effect, summary, timeout_seconds },
    params_schema: z.toJSONSchema(params, { io: 'input', unrepresentable: 'any' }),
    output_schema: z.toJSONSchema(output, { io: 'output', unrepresentable: 'any' }),
  };
}

/** The id in the path, such as `AdPlatformAgent.pause`. */
export const actionPath = z.strictObject({ id: z.string().max(200).describe('Agent.action') });
