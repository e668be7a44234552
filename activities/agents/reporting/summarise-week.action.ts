import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';

/** Sums up the last days of a tenant from its own records, in figures and in a text. Money is in minor units by currency. */
export const summariseWeek = defineAction({
  agent: 'ReportingAgent',
  action: 'summarise_week',
  effect: 'read',
  summary: 'Sums up what was proposed, decided, applied, measured and spent in the last days, and what failed.',
  params: z.object({ days: z.int().min(1).max(31).default(7).describe('how many days back from now') }),
  output: z.object({
    since: z.string(),
    until: z.string(),
    anything_happened: z.boolean().describe('false when playbooks and people did nothing'),
    proposed: z.int(),
    asked: z.int(),
    approved: z.int(),
    rejected: z.int(),
    expired: z.int(),
    waiting: z.int().describe('approvals that wait now'),
    changes_applied: z.int(),
    outcomes_positive: z.int(),
    outcomes_negative: z.int(),
    outcomes_inconclusive: z.int(),
    executions: z.int(),
    executions_failed: z.int(),
    money: z.array(
      z.object({
        currency: z.string(),
        spend_minor: z.int().describe('ad spend of all campaigns'),
        money_moved_minor: z.int().describe('daily money that applied changes moved'),
      }),
    ),
    failures: z.array(z.object({ playbook_id: z.string(), error_code: z.string(), count: z.int() })),
    title: z.string(),
    text: z.string().describe('the figures in sentences, one a line'),
  }),
});
