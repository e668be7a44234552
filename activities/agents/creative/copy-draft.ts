import { z } from 'zod';
import { adCopySchema, adTextsSchema, copyRulesSchema } from '../../../contracts/ad-copy.ts';
import { creativeContentSchema } from '../../../contracts/change-set.ts';
import { platformSchema } from '../../../contracts/platform.ts';
import { citationSchema } from '../../../contracts/recommendation.ts';

/** What can be wrong with words of an ad. */
const copyCheckSchema = z.enum([
  'empty',
  'too_long',
  'folded',
  'link',
  'mention',
  'emoji',
  'all_caps',
  'punctuation',
  'superlative',
  'guarantee',
  'number_without_source',
  'no_source',
  'competitor_named',
  'duplicate',
  'near_duplicate',
]);
/** What can be wrong with words of an ad. */
export type CopyCheck = z.infer<typeof copyCheckSchema>;

/** One thing that is wrong. One that `blocks` keeps the variant out; any other is for whoever decides. */
const copyFindingSchema = z.object({
  check: copyCheckSchema,
  field: z.enum(['headline', 'body']),
  found: z.string().describe('the words it is about'),
  explanation: z.string(),
  blocks: z.boolean(),
});
/** One thing that is wrong. */
export type CopyFinding = z.infer<typeof copyFindingSchema>;

const words = { headline: z.string(), body: z.string() };

/** A variant that is kept: why it was written, what it rests on, and what to look at. */
const copyVariantSchema = z.object({
  ...words,
  why: z.string(),
  source_ids: z.array(z.string()),
  findings: z.array(copyFindingSchema),
  objections: z.array(z.string()).default([]).describe('what another model says against it, after the model’s name'),
});
/** A variant that is kept. */
export type CopyVariant = z.infer<typeof copyVariantSchema>;

/** What another model thinks of what one wrote. It is for whoever decides, and permits nothing that the checks do not. */
const secondLookSchema = z.object({
  verdict: z.enum(['agreed', 'disagreed', 'not_verified']),
  objections: z.array(z.string()).describe('those that are about no variant in particular'),
  not_verified_because: z.string().nullable(),
});
/** What another model thinks of what one wrote. */
export type SecondLook = z.infer<typeof secondLookSchema>;

const adInUse = z.object({
  ad_id: z.string(),
  ad_name: z.string(),
  creative_id: z.string().nullable(),
  worn: z.boolean(),
  texts: adTextsSchema.nullable(),
  shown_since: z.string().nullable(),
  age_days: z.number().nullable(),
  ctr: z.number().nullable().describe('ratio 0–1 over the last week'),
  ctr_change_pct: z.number().nullable(),
  frequency: z.number().nullable().describe('impressions per person'),
  impressions: z.number().nullable(),
});
/** An ad that runs, with what it says and how it does. */
export type AdInUse = z.infer<typeof adInUse>;

/** Everything that somebody who writes the words needs, person or model. */
const copyBriefSchema = z.object({
  idea: z.string(),
  variants_wanted: z.int().positive(),
  worn: z.array(adInUse).describe('what people have seen too often, the most worn first'),
  worked: z.array(adInUse).describe('the other ads with figures, the most clicked first'),
  rules: copyRulesSchema.nullable(),
  landing_page_url: z.string().nullable(),
  guidelines: z.array(citationSchema.extend({ text: z.string() })),
  avoid: z.array(z.string()).describe('names of competitors'),
  text: z.string().describe('the brief in plain words'),
});
/** Everything that somebody who writes the words needs. */
export type CopyBrief = z.infer<typeof copyBriefSchema>;

/** What came of writing: variants that passed the checks, those that did not with the reasons, and the brief for a person. */
export const copyDraftSchema = z.object({
  status: z
    .enum(['written', 'no_model', 'model_silent', 'entered', 'nothing_entered'])
    .describe('no_model: a person writes the variants; model_silent: one was asked, and its answer could not be used'),
  reason: z.string(),
  campaign_id: z.string(),
  campaign_name: z.string(),
  platform: platformSchema,
  brief: copyBriefSchema,
  variants: z.array(copyVariantSchema),
  dropped: z.array(z.object({ ...words, findings: z.array(copyFindingSchema) })),
  ask_person: z.boolean().describe('nothing is written, and in a live execution a person can write it'),
  contents: z
    .array(creativeContentSchema)
    .describe('the variants as `upload_creatives` takes them; empty where it cannot'),
  show_in_ad_id: z.string().nullable().describe('the most worn ad that can show another creative'),
  hand_over: z
    .string()
    .nullable()
    .describe('why a person has to bring the words into the platform; null when none has to'),
  citations: z.array(citationSchema),
  written_by: z.string().nullable().describe('the model; null where a person wrote, or nobody has yet'),
  prompt_version: z.string().nullable(),
  second_look: secondLookSchema.nullable().default(null).describe('null where no model wrote'),
});
/** What came of writing. */
export type CopyDraft = z.infer<typeof copyDraftSchema>;

/** What both actions are told of a campaign. */
export const copyQuestionShape = {
  campaign_id: z.string().min(1).max(255),
  ad_copy: adCopySchema.describe('what the ads say now, from AdPlatformAgent.read_ad_copy'),
};
