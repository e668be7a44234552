import type { z } from 'zod';
import type { AdCopy, CopyRules } from '../../../contracts/ad-copy.ts';
import type { KnowledgeSource } from '../../../contracts/knowledge.ts';
import type { CreativeMetrics } from '../../../contracts/reasoning/campaign-metrics.ts';
import type { AdInUse, CopyBrief } from './copy-draft.ts';
import type { writeAdCopy } from './write-ad-copy.action.ts';

type Question = z.infer<(typeof writeAdCopy)['params']>;

/** The ads with how their creatives do; one without figures has none. */
function adsOf(copy: AdCopy, creatives: readonly CreativeMetrics[]): readonly (AdInUse & { readonly tired: number })[] {
  return copy.ads.map(({ ad_id, ad_name, creative_id, texts, shown_since }) => {
    const known = creatives.find((each) => each.ad_id === ad_id || each.creative_id === creative_id);
    return {
      ...{ ad_id, ad_name, creative_id, texts, shown_since, worn: false },
      age_days: known?.creative_age_days ?? null,
      ctr: known?.ctr ?? null,
      ctr_change_pct: known?.ctr_change_pct ?? null,
      frequency: known?.average_frequency ?? null,
      impressions: known?.total_impressions ?? null,
      tired: (known?.fatigue_score ?? 0) * 100 - (known?.ctr_change_pct ?? 0),
    };
  });
}

/**
 * The brief: what is worn, since when and by which figures, what works better, what the platform takes and what the team’s own
 * documents say. Everything in it was measured, read or written by people; nothing is thought up.
 */
export function briefOf(
  question: Pick<Question, 'ad_copy' | 'creatives' | 'worn_creative_ids' | 'idea' | 'variants'>,
  known: { readonly guidelines: readonly KnowledgeSource[]; readonly avoid: readonly string[] },
): CopyBrief {
  const { ad_copy, creatives, worn_creative_ids, idea, variants } = question;
  const running = new Set(ad_copy.ads.filter((each) => each.running).map((each) => each.ad_id));
  const ads = adsOf(ad_copy, creatives ?? []).filter((each) => running.has(each.ad_id));
  const named = (each: AdInUse) => each.creative_id !== null && worn_creative_ids.includes(each.creative_id);
  const byTiredness = [...ads].sort((left, right) => right.tired - left.tired || left.ad_id.localeCompare(right.ad_id));
  const chosen = byTiredness.filter(named);
  const worn = (chosen.length > 0 ? chosen : byTiredness.slice(0, 1)).map(({ tired, ...each }) => ({
    ...each,
    worn: true,
  }));
  const wornIds = new Set(worn.map((each) => each.ad_id));
  const worked = ads
    .filter((each) => !wornIds.has(each.ad_id) && each.ctr !== null)
    .sort((left, right) => (right.ctr ?? 0) - (left.ctr ?? 0))
    .map(({ tired, ...each }) => each);
  const brief = {
    ...{ idea, variants_wanted: variants, worn, worked, rules: ad_copy.rules, avoid: [...known.avoid] },
    landing_page_url: ad_copy.landing_page_url ?? worn[0]?.texts?.link_url ?? null,
    guidelines: known.guidelines.map(({ source_id, title, kind, text }) => ({ source_id, title, kind, text })),
  };
  return { ...brief, text: briefText(ad_copy, brief) };
}

const percent = (ratio: number) => `${Number((ratio * 100).toFixed(2))} %`;

function adText(each: AdInUse): string {
  const figures = [
    each.shown_since === null ? null : `since ${each.shown_since}`,
    each.age_days === null ? null : `${each.age_days} days old`,
    each.ctr === null ? null : `click-through rate ${percent(each.ctr)}`,
    each.ctr_change_pct === null
      ? null
      : `${each.ctr_change_pct > 0 ? '+' : ''}${each.ctr_change_pct} % against the week before`,
    each.frequency === null ? null : `seen ${each.frequency} times by each person`,
  ].filter((figure) => figure !== null);
  const said = [...(each.texts?.headlines ?? []), ...(each.texts?.bodies ?? [])].map((text) => `“${text}”`);
  const words = said.length === 0 ? 'its words are not known' : said.join(' / ');
  return `- ${each.ad_name} (${each.ad_id}): ${words}${figures.length === 0 ? '' : `; ${figures.join(', ')}`}`;
}

/** The limits of a platform in a sentence each. */
export function limitLines(rules: CopyRules | null): readonly string[] {
  if (rules === null) return ['The platform takes no words of ads from here.'];
  const line = (name: string, limit: CopyRules['headline']) =>
    limit === null
      ? `There is no ${name}: leave it empty.`
      : `${name}: at most ${limit.most_characters} characters${limit.shown_characters === null ? '' : `, of which about ${limit.shown_characters} are shown`}.`;
  return [
    ...[line('headline', rules.headline), line('body', rules.body)],
    ...(rules.wide_characters_count_twice ? ['Chinese, Japanese and Korean signs count twice.'] : []),
    ...(rules.emoji ? [] : ['No pictures (emoji).']),
    `Exclamation marks: headline ${rules.exclamation_marks.headline}, body ${rules.exclamation_marks.body} at most.`,
  ];
}

function briefText(copy: AdCopy, brief: Omit<CopyBrief, 'text'>): string {
  const list = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : ['', title, ...lines]);
  return [
    `${copy.campaign_name} on ${copy.platform}: ${brief.variants_wanted} new variants are wanted.`,
    ...(brief.idea === '' ? [] : [brief.idea]),
    ...list('Worn:', brief.worn.map(adText)),
    ...list('Works better:', brief.worked.map(adText)),
    ...list(
      'Limits:',
      limitLines(brief.rules).map((line) => `- ${line}`),
    ),
    ...list(
      'Guidelines:',
      brief.guidelines.map((each) => `- ${each.title}: ${each.text}`),
    ),
    ...(brief.avoid.length === 0 ? [] : ['', `Competitors, who are not named: ${brief.avoid.join(', ')}.`]),
    ...(brief.landing_page_url === null ? [] : ['', `The ad leads to ${brief.landing_page_url}`]),
  ].join('\n');
}
