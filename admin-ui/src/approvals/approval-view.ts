import { z } from 'zod';
import { changeSetViewSchema } from '../changes/change-view.ts';
import { findRecommendation } from '../recommendations/recommendation-view.ts';
import { findRefusedEdit } from './refused-edit.ts';
import { findWords } from './words-view.ts';

const text = z.string().nullish().default(null);

/** One decision that was made on an approval. */
const decisionViewSchema = z.object({
  decision_id: z.string(),
  decision: z.string(),
  actor_email: z.string().default(''),
  channel: z.string().default(''),
  reason: text,
  status: z.string().default(''),
  created_at: z.string().default(''),
});

const base = z.object({
  approval_id: z.string(),
  execution_id: z.string(),
  campaign_id: text,
  campaign_name: text,
  status: z.string(),
  title: text,
  step_id: text,
  action_id: text,
  params: z.record(z.string(), z.unknown()).nullish().default({}),
  plan_digest: z.string(),
  change_set: changeSetViewSchema.nullish().default(null),
  facts: z.record(z.string(), z.unknown()).nullish().default(null),
  evidence: z.unknown().optional(),
  can_decide: z.boolean().default(false),
  cannot_decide_code: text,
  eligible: z
    .array(z.object({ email: z.string() }))
    .nullish()
    .default([]),
  quorum: z.number().nullish().default(1),
  editable: z.array(z.string()).nullish().default([]),
  on_timeout: z.string().default('reject'),
  undo_window_seconds: z.number().nullish().default(0),
  undo_until: text,
  expires_at: z.string(),
  requested_by_email: text,
  supersedes: text,
  escalation_level: z.number().default(0),
  frozen_at: text,
  created_at: z.string().default(''),
  decided_at: text,
  playbook_id: text,
  playbook_version: z.number().nullish().default(null),
  decisions: z.array(decisionViewSchema).default([]),
});

/** An approval as the screens need it, with the recommendation found in its evidence. */
export const approvalViewSchema = base.transform(({ evidence, params, editable, ...approval }) => ({
  ...approval,
  id: approval.approval_id,
  params: params ?? {},
  editable: editable ?? [],
  recommendation: findRecommendation(evidence),
  refused_edit: findRefusedEdit(evidence),
  words: findWords(evidence, params),
}));
/** An approval as the screens need it. */
export type ApprovalView = z.output<typeof approvalViewSchema>;
