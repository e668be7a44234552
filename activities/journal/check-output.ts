import { type ActionDefinition, actionId } from '../../contracts/action.ts';
import type { ActionCall } from '../../contracts/activity-envelope.ts';
import type { JsonValue } from '../../contracts/canonical-json.ts';
import { appliedChangeSchema, plannedChangeSchema } from '../../contracts/change-set.ts';
import { CodedError } from '../../contracts/errors/index.ts';
import { isStorable } from '../../contracts/json.ts';

/**
 * What one step may hand on, in bytes of JSON. What is large travels by reference (see db/payloads), so this bounds memory
 * and not the history; more than this belongs into a table, with a reference handed on.
 */
export const mostOutputBytes = 4 * 1024 * 1024;

/**
 * Holds a handler to its definition: the output has the declared shape, is JSON that can be stored, and is small enough.
 * Throws ACTION_OUTPUT_INVALID or PAYLOAD_TOO_LARGE; neither is retried, since the same handler would do the same.
 */
export function checkOutput(definition: ActionDefinition, call: ActionCall, output: unknown): JsonValue {
  const schema = schemaOf(definition, call);
  const action_id = actionId(definition);
  const parsed = parsedBy(schema, output, action_id);
  if (!parsed.success) {
    const problems = parsed.error.issues.slice(0, 20).map(({ path, message }) => ({ path: path.join('.'), message }));
    const words = problems.map(({ path, message }) => `${path}: ${message}`).join('; ');
    throw new CodedError('ACTION_OUTPUT_INVALID', `The output of ${action_id} is not what it declares: ${words}`, {
      action_id,
      problems,
    });
  }
  const text = textOf(parsed.data, action_id);
  const bytes = Buffer.byteLength(text);
  if (bytes > mostOutputBytes) {
    const message = `The output of ${action_id} has ${bytes} bytes; ${mostOutputBytes} are allowed.`;
    throw new CodedError('PAYLOAD_TOO_LARGE', message, { action_id, bytes, limit_bytes: mostOutputBytes });
  }
  if (!isStorable(text)) {
    const message = `The output of ${action_id} contains a NUL or a broken character.`;
    throw new CodedError('ACTION_OUTPUT_INVALID', message, { action_id });
  }
  return JSON.parse(text);
}

/** A getter, a proxy or ten thousand levels may throw while they are read: that is a wrong output too, whatever it says. */
function parsedBy(schema: ReturnType<typeof schemaOf>, output: unknown, action_id: string) {
  try {
    return schema.safeParse(output);
  } catch {
    throw new CodedError('ACTION_OUTPUT_INVALID', `The output of ${action_id} cannot be read.`, { action_id });
  }
}

function schemaOf(definition: ActionDefinition, call: ActionCall) {
  switch (call.phase) {
    case 'plan':
      return plannedChangeSchema;
    case 'apply':
      return appliedChangeSchema;
    case 'run':
      return definition.output;
  }
}

function textOf(output: unknown, action_id: string): string {
  try {
    return JSON.stringify(output ?? null);
  } catch {
    throw new CodedError('ACTION_OUTPUT_INVALID', `The output of ${action_id} cannot be written as JSON.`, {
      action_id,
    });
  }
}
