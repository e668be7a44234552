import { z } from 'zod';
import { creativeContentSchema } from './change-set.ts';
import { platformSchema } from './platform.ts';

/** How long a text may be: more than `most_characters` is refused, what is beyond `shown_characters` is folded away or cut. */
const textLimitSchema = z.object({
  most_characters: z.int().positive(),
  shown_characters: z.int().positive().nullable(),
});

/** What a platform takes as the words of an ad. */
export const copyRulesSchema = z.object({
  headline: textLimitSchema.nullable().describe('null where an ad has no headline'),
  body: textLimitSchema,
  held_by: z
    .enum(['creative', 'ad'])
    .describe('creative: what `upload_creatives` makes carries the words; ad: they are a part of the ad itself'),
  /** Chinese, Japanese and Korean signs count as two. */
  wide_characters_count_twice: z.boolean(),
  emoji: z.boolean(),
  exclamation_marks: z.object({ headline: z.int().nonnegative(), body: z.int().nonnegative() }).describe('the most'),
  pages: z.array(z.url()).describe('where the platform says so'),
});
/** What a platform takes as the words of an ad. */
export type CopyRules = z.infer<typeof copyRulesSchema>;

/** The words of one ad as the platform shows them; several where it chooses among them. */
export const adTextsSchema = z.object({
  headlines: z.array(z.string()),
  bodies: z.array(z.string()),
  link_url: z.string().nullable(),
  call_to_action: creativeContentSchema.shape.call_to_action,
});
/** The words of one ad. */
export type AdTexts = z.infer<typeof adTextsSchema>;

/** Everything that is said of a campaign now, and what could be said: what a new text has to differ from and to fit into. */
export const adCopySchema = z.object({
  campaign_id: z.string(),
  campaign_name: z.string(),
  platform: platformSchema,
  rules: copyRulesSchema.nullable().describe('null where no ad has words that are written here'),
  makes_creatives: z.boolean().describe('words can be made into a creative on the platform'),
  rotates_creatives: z.boolean().describe('an ad can be made to show another creative'),
  landing_page_url: z.string().nullable(),
  ads: z.array(
    z.object({
      ad_id: z.string(),
      ad_name: z.string(),
      creative_id: z.string().nullable(),
      running: z.boolean(),
      shown_since: z.string().nullable().describe('ISO date; null when not known'),
      texts: adTextsSchema.nullable().describe('null where neither the platform nor our records tell them'),
      texts_from: z.enum(['platform', 'our_records']).nullable(),
    }),
  ),
  spare: z
    .array(z.object({ creative_id: z.string(), content: creativeContentSchema }))
    .describe('creatives that were made here and are not shown'),
  read_at: z.iso.datetime(),
});
/** Everything that is said of a campaign now. */
export type AdCopy = z.infer<typeof adCopySchema>;

/** Signs that take the width of two: Chinese, Japanese and Korean, and full-width forms. */
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/gu;

/** How long a text is by a platform's own count. */
export function lengthOf({ wide_characters_count_twice }: CopyRules, text: string): number {
  return [...text].length + (wide_characters_count_twice ? (text.match(wide)?.length ?? 0) : 0);
}

/** The words of one variant. */
type CopyWords = { readonly headline: string; readonly body: string };

/** A text that a platform does not take, whoever wrote it: the words or the count it is about, and why. */
type RefusedText = {
  readonly field: keyof CopyWords;
  readonly check: 'empty' | 'too_long' | 'link';
  readonly found: string;
  readonly explanation: string;
};

const address =
  /\b[a-z][a-z0-9+.-]{1,20}:\/\/\S*|\bwww\.\S+|\b(?:[a-z0-9-]+\.)+(?:com|net|org|io|co|info|shop|store|online|app|dev|eu|de|fr|uk|example|test)\b(?:\/\S*)?/giu;

/** Which of the words the platform does not take; whoever writes is told beside the text, before anybody is asked about it. */
export function refusedTexts(rules: CopyRules, words: CopyWords): readonly RefusedText[] {
  return (['headline', 'body'] as const).flatMap((field): readonly RefusedText[] => {
    const limit = rules[field];
    if (limit === null) return [];
    const text = words[field];
    if (text.trim() === '') return [{ field, check: 'empty', found: '', explanation: 'Nothing is written.' }];
    const length = lengthOf(rules, text);
    const most = limit.most_characters;
    const long = { found: `${length}`, explanation: `It has ${length} characters; ${most} is the most.` };
    return [
      ...(length > most ? [{ field, check: 'too_long' as const, ...long }] : []),
      ...[...text.matchAll(address)].map(([found]) => ({
        ...{ field, check: 'link' as const, found },
        explanation: `${found} is an address: it belongs into the link of the ad.`,
      })),
    ];
  });
}
