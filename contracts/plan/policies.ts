import { z } from 'zod';
import { jsonValueSchema } from '../json.ts';
import { roleSchema } from '../roles.ts';
import { expressionSchema, templateSchema } from './expression.ts';

/** A set of people, resolved and frozen when they are asked: everybody with a role, in a group, named, or found by a rule. */
export const approversSchema = z.object({
  roles: z.array(roleSchema),
  users: z.array(z.string()).describe('e-mail addresses'),
  groups: z.array(z.string()).optional().describe('names of approver groups'),
  /** CEL over `person` {email, roles, groups} and everything in scope; true for those who are asked. Narrows when others are named. */
  expression: expressionSchema.nullable().optional(),
});
/** A set of people who may be asked. */
export type Approvers = z.infer<typeof approversSchema>;

/** Who is asked, how many must agree, until when, and what happens then. Every field is resolved by the compiler. */
export const approvalPolicySchema = z.object({
  title: templateSchema.nullable(),
  approvers: approversSchema,
  quorum: z.int().min(1),
  timeout_seconds: z.int().positive(),
  on_timeout: z.enum(['reject', 'escalate', 'cancel']).describe('never a silent yes'),
  /** Names of action parameters that an approver may change; the plan is made again then. */
  editable: z.array(z.string()),
  /** What to show beside the plan, usually earlier outputs. */
  evidence: templateSchema.nullable(),
  /** Seconds in which the decision can be taken back before anything is applied. */
  undo_window_seconds: z.int().min(0),
  /** Who else is asked when nobody has answered for so long, in this order; each wait starts when the one before it ended. */
  escalation: z.array(z.object({ after_seconds: z.int().positive(), approvers: approversSchema })).optional(),
});
/** A resolved approval policy. */
export type ApprovalPolicy = z.infer<typeof approvalPolicySchema>;

const limit = z.object({ value: z.number(), line: z.int().positive() });

/** The guardrails of a playbook. `null` means not set. Percentages are numbers such as 25 for 25 %. Money limits are major units of the account currency. */
export const guardrailsSchema = z.object({
  max_budget_change_pct: limit.nullable(),
  max_bid_change_pct: limit.nullable(),
  max_total_change: limit.nullable(),
  max_changes_per_day: limit.nullable(),
  cooldown_hours: limit.nullable(),
  min_spend: limit.nullable(),
  min_conversions: limit.nullable(),
  exclude_last_days: limit.nullable(),
  freeze_in_learning: z.object({ value: z.boolean(), line: z.int().positive() }).nullable(),
  require_approval_if: expressionSchema.nullable(),
  forbid_if: expressionSchema.nullable(),
  autonomy: z.enum(['shadow', 'propose', 'auto']),
});
/** The guardrails of a playbook. */
export type Guardrails = z.infer<typeof guardrailsSchema>;

/** A playbook without a word about guardrails: no limit, and people are asked about every change. */
export const noGuardrails: Guardrails = {
  max_budget_change_pct: null,
  max_bid_change_pct: null,
  max_total_change: null,
  max_changes_per_day: null,
  cooldown_hours: null,
  min_spend: null,
  min_conversions: null,
  exclude_last_days: null,
  freeze_in_learning: null,
  require_approval_if: null,
  forbid_if: null,
  autonomy: 'propose',
};

/** One live execution for each key; what to do when another one wants to start. */
export const concurrencySchema = z.object({
  /** CEL over `inputs` and `entity`; null means (playbook, entity). */
  key: expressionSchema.nullable(),
  limit: z.int().positive(),
  on_conflict: z.enum(['queue', 'skip', 'cancel_running']),
});
/** The concurrency rule. */
export type Concurrency = z.infer<typeof concurrencySchema>;

/** The playbook’s own promise, measured after the window. */
export const outcomePromiseSchema = z.object({
  metric: z.string(),
  direction: z.enum(['increase', 'decrease']),
  window_seconds: z.int().positive(),
  minimum_effect_pct: z.number(),
});
/** The playbook’s promise. */
export type OutcomePromise = z.infer<typeof outcomePromiseSchema>;

/** When a playbook starts by itself. */
export const scheduleSchema = z.object({
  cron: z.string(),
  timezone: z.string(),
  overlap: z.enum(['skip', 'queue', 'allow']),
  catchup_window_seconds: z.int().min(0),
  jitter_seconds: z.int().min(0),
  skip: z.array(z.string()).describe('ISO dates on which it does not run'),
});

/** One kind of event that starts a playbook. `match` is CEL over `event` {name, data}; null means every event of that name. */
export const eventTriggerSchema = z.object({
  event: z.string().describe('such as metric.anomaly, lead.created, approval.rejected, webhook.<name>'),
  match: expressionSchema.nullable(),
  line: z.int().positive(),
});
/** One kind of event that starts a playbook. */
export type EventTrigger = z.infer<typeof eventTriggerSchema>;

/** One declared input. */
export const inputSchema = z.object({
  type: z.enum(['string', 'integer', 'number', 'boolean', 'timestamp', 'list', 'map']),
  description: z.string().nullable(),
  required: z.boolean(),
  default: jsonValueSchema.nullable(),
});
/** One declared input. */
export type PlanInput = z.infer<typeof inputSchema>;
