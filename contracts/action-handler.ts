import type { z } from 'zod';
import { type ActionDefinition, actionId } from './action.ts';
import type { ActionCall, CallOrigin } from './activity-envelope.ts';
import type { JsonValue } from './canonical-json.ts';
import type { AppliedChange, PlannedChange } from './change-set.ts';
import type { ToldMessage } from './council.ts';
import { CodedError } from './errors/index.ts';

/** What a handler may use besides its params. */
export type ActionContext = {
  readonly origin: CallOrigin;
  /** While planning a write: the last days that guardrail facts leave out because of conversion lag; 0 otherwise. */
  readonly exclude_last_days?: number;
  /** Aborted when the activity is cancelled or the worker shuts down. */
  readonly signal: AbortSignal;
  /** Tells Temporal that the work is alive, and how far it is; the envelope also does so by itself every few seconds. */
  readonly heartbeat: (progress?: JsonValue) => void;
  /** Takes down a message to a language model; left out, nobody keeps them. */
  readonly told?: (message: ToldMessage) => void;
  readonly log: { info(fields: object, message: string): void; warn(fields: object, message: string): void };
};

/** The I/O half of an action that does not write to a platform. The envelope has already parsed the params. */
export type RunHandler<Params extends z.ZodObject, Output extends z.ZodType> = {
  readonly definition: ActionDefinition<Params, Output>;
  run(params: z.infer<Params>, context: ActionContext): Promise<z.infer<Output>>;
};

/** The I/O half of a write action: plan reads and computes, apply changes. `apply` may be called again after a crash. */
export type WriteHandler<Params extends z.ZodObject, Output extends z.ZodType> = {
  readonly definition: ActionDefinition<Params, Output>;
  plan(params: z.infer<Params>, context: ActionContext): Promise<PlannedChange>;
  apply(call: Extract<ActionCall, { phase: 'apply' }>, context: ActionContext): Promise<AppliedChange>;
};

/** What the envelope runs: parameters come in unparsed and the output goes out checked. */
export type BoundHandler = {
  readonly definition: ActionDefinition;
  call(call: ActionCall, context: ActionContext): Promise<unknown>;
};

/** Binds a handler to its definition so that a list of handlers of different types has one type. */
export function bindRun<Params extends z.ZodObject, Output extends z.ZodType>(
  handler: RunHandler<Params, Output>,
): BoundHandler {
  return {
    definition: handler.definition,
    call: (call, context) => handler.run(parseParams(handler.definition, call.params), context),
  };
}

/**
 * Binds a write handler: phase `plan` and phase `apply`. This is the only door to `apply`, and it opens for live executions
 * alone: a dry run or a shadow run has no way to write, whatever its workflow asks for. Throws WRITE_NOT_LIVE.
 */
export function bindWrite<Params extends z.ZodObject, Output extends z.ZodType>(
  handler: WriteHandler<Params, Output>,
): BoundHandler {
  return {
    definition: handler.definition,
    call: (call, context) => {
      if (call.phase !== 'apply') return handler.plan(parseParams(handler.definition, call.params), context);
      if (call.origin.mode !== 'live') throw notLive(handler.definition, call.origin);
      return handler.apply(call, context);
    },
  };
}

function notLive(definition: ActionDefinition, { mode, step_id }: CallOrigin): CodedError {
  const action_id = actionId(definition);
  return new CodedError('WRITE_NOT_LIVE', `${action_id} was asked to write in an execution of the mode ${mode}.`, {
    ...{ action_id, mode, step_id },
  });
}

function parseParams<Params extends z.ZodObject>(
  definition: ActionDefinition<Params, z.ZodType>,
  params: unknown,
): z.infer<Params> {
  const parsed = definition.params.safeParse(params);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  throw new CodedError(
    'ACTION_PARAMS_INVALID',
    `The parameters of ${actionId(definition)} are not valid: ${problems.map((each) => `${each.path}: ${each.message}`).join('; ')}`,
    { action_id: actionId(definition), problems },
  );
}
