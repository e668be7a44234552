import { z } from 'zod';
import { budgetScopes } from '../../../contracts/model-cost.ts';
import { appendAudit } from '../../../db/queries/audit.ts';
import { putBudget, readBudgets } from '../../../db/queries/llm-budgets.ts';
import { readBudgetUse } from '../../../db/queries/llm-reservations.ts';
import type { TenantTransaction } from '../../dependencies.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { moment } from '../../operation/paging.ts';

const scopeSchema = z.enum(budgetScopes);
const budgetSchema = z.object({
  scope: scopeSchema,
  limit_usd: z.number(),
  alert_at_pct: z.int().describe('people are told at this share of the limit'),
  used_usd: z.number().nullable().describe('of today or this month, reservations included; null for a run'),
  updated_by_email: z.string().nullable().describe('null while the default holds'),
  updated_at: moment.nullable(),
});
const listSchema = z.object({ data: z.array(budgetSchema) });

async function budgetsOf(tx: TenantTransaction) {
  const used = await readBudgetUse(tx, '', new Date().toISOString().slice(0, 10));
  const budgets = await readBudgets(tx);
  return {
    data: budgets.map(({ scope, limit_micro_usd, alert_at_pct, updated_by_email, updated_at }) => ({
      ...{ scope, limit_usd: limit_micro_usd / 1e6, alert_at_pct, updated_by_email },
      used_usd: scope === 'run' ? null : used[scope] / 1e6,
      updated_at: updated_at?.toISOString() ?? null,
    })),
  };
}

/** What calls of language models may cost per run, day and month, and what is used of it. */
export const listLlmBudgets = defineOperation({
  method: 'get',
  path: '/v2/llm-budgets',
  id: 'list_llm_budgets',
  tag: 'models',
  summary: 'List the budgets for language models.',
  access: 'models:read',
  params: nothing,
  query: nothing,
  body: noBody,
  responses: { 200: { description: 'The three budgets.', schema: listSchema } },
  errors: [],
  handle: async ({ inTenant }) => json(200, await inTenant(budgetsOf)),
});

/** Sets a budget. When it is spent, texts are worded without a model; nothing fails. */
export const setLlmBudget = defineOperation({
  method: 'post',
  path: '/v2/llm-budgets',
  id: 'set_llm_budget',
  tag: 'models',
  summary: 'Set a budget for language models.',
  access: 'models:write',
  params: nothing,
  query: nothing,
  body: z.strictObject({
    scope: scopeSchema,
    limit_usd: z.number().min(0).max(1_000_000),
    alert_at_pct: z.int().min(1).max(100).default(80),
  }),
  responses: { 200: { description: 'The budgets as they are now.', schema: listSchema } },
  errors: [],
  idempotent: true,
  async handle({ body, principal, inTenant }) {
    const { scope, limit_usd, alert_at_pct } = body;
    const now = await inTenant(async (tx) => {
      const limit_micro_usd = Math.round(limit_usd * 1e6);
      await putBudget(tx, { scope, limit_micro_usd, alert_at_pct, updated_by_email: principal.email });
      await appendAudit(tx, {
        action: 'llm_budget.set',
        ...{ actor_user_id: principal.user_id, actor_email: principal.email },
        ...{ entity_type: 'llm_budget', entity_id: scope },
        details: { ...body, api_key_id: principal.api_key_id },
      });
      return budgetsOf(tx);
    });
    return json(200, now);
  },
});
