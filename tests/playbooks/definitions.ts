import { z } from 'zod';
import { type ActionDefinition, defineAction } from '../../contracts/action.ts';
import { appliedChangeSchema } from '../../contracts/change-set.ts';

const campaign = { campaign_id: z.string() };

/** Small definitions in the shape of real ones, so that the compiler is tested without any agent. */
export const testDefinitions: readonly ActionDefinition[] = [
  defineAction({
    agent: 'HealthAgent',
    action: 'collect_metrics',
    effect: 'read',
    summary: 'Collects the metrics of a campaign.',
    params: z.object({ ...campaign, days: z.int().min(1).max(90).default(28) }),
    output: z.object({ rows: z.array(z.object({ dt: z.string(), cpa: z.number().nullable() })), spend: z.number() }),
  }),
  defineAction({
    agent: 'HealthAgent',
    action: 'diagnose',
    effect: 'propose',
    summary: 'Finds the root cause.',
    params: z.object({ rows: z.array(z.object({ dt: z.string(), cpa: z.number().nullable() })) }),
    output: z.object({
      cause: z.enum(['auction_pressure', 'creative_fatigue', 'no_change']),
      confidence: z.number(),
      new_budget_minor: z.int().nullable(),
      note: z.string().optional(),
    }),
    emits: ['metric.anomaly'],
  }),
  defineAction({
    agent: 'AdPlatformAgent',
    action: 'set_daily_budget',
    effect: 'write',
    summary: 'Sets the daily budget of a campaign.',
    params: z.object({ ...campaign, daily_budget_minor: z.int().positive() }),
    output: appliedChangeSchema,
  }),
  defineAction({
    agent: 'AdPlatformAgent',
    action: 'rotate_creative',
    effect: 'write',
    summary: 'Shows another creative in an ad.',
    params: z.object({ ...campaign, creative_id: z.string() }),
    output: appliedChangeSchema,
    needs: ['rotate_creative'],
  }),
  defineAction({
    agent: 'NotifyAgent',
    action: 'tell',
    effect: 'notify',
    summary: 'Tells people.',
    params: z.object({ text: z.string(), channel: z.enum(['mail', 'chat']).optional(), about: z.string().nullish() }),
    output: z.object({ sent: z.boolean() }),
  }),
];
