import type { AdCopy } from '../../../contracts/ad-copy.ts';
import type { CreativeContent } from '../../../contracts/change-set.ts';
import { creativeContentSchema } from '../../../contracts/change-set.ts';
import { type CopyCandidate, type CopyLaw, type CopySource, judgeVariants, wordsOf } from './checks/check-copy.ts';
import type { CopyBrief, CopyDraft, CopyVariant } from './copy-draft.ts';

/** Only these state facts of the product; a guideline says how to speak. */
const proofKinds: readonly string[] = ['product_fact', 'policy_note'];

/** What new words may rest on: the words in use, and the passages of the team’s documents. */
export function sourcesOf(copy: AdCopy, brief: CopyBrief): readonly (CopySource & { readonly title: string })[] {
  return [
    ...copy.ads.flatMap(({ ad_id, ad_name, texts }) =>
      texts === null
        ? []
        : [
            {
              source_id: `ad:${ad_id}`,
              title: ad_name,
              text: [...texts.headlines, ...texts.bodies].join('\n'),
              proof: false,
            },
          ],
    ),
    ...brief.guidelines.map(({ source_id, title, text, kind }) => ({
      ...{ source_id, title, text, proof: proofKinds.includes(kind) },
    })),
  ];
}

/** Every pair of headline and body that is in use, and those that are ready. */
function existingOf({ ads, spare }: AdCopy): readonly string[] {
  const shown = ads.flatMap(({ texts }) => {
    const headlines = texts === null || texts.headlines.length === 0 ? [''] : texts.headlines;
    return (texts?.bodies ?? []).flatMap((body) => headlines.map((headline) => wordsOf({ headline, body })));
  });
  return [...shown, ...spare.map(({ content }) => wordsOf(content))];
}

/** The variants as creatives. The link and the button are those of the ad that is replaced, never a writer’s. */
function contentsOf(copy: AdCopy, brief: CopyBrief, variants: readonly CopyVariant[], day: string): CreativeContent[] {
  if (!copy.makes_creatives || brief.landing_page_url === null) return [];
  const link_url = brief.worn[0]?.texts?.link_url ?? brief.landing_page_url;
  const { call_to_action = null } = brief.worn[0]?.texts ?? {};
  return variants.flatMap(({ headline, body }, index) => {
    const name = `${copy.campaign_name.slice(0, 150)} – variant ${index + 1} of ${day}`;
    const made = creativeContentSchema.safeParse({ name, headline, body, link_url, image_url: null, call_to_action });
    return made.success ? [made.data] : [];
  });
}

/** Why the words do not get into the platform from here; null when they do. */
function handOverOf(copy: AdCopy, brief: CopyBrief): string | null {
  if (copy.rules === null) return `${copy.platform} takes no words of ads from here.`;
  if (copy.rules.held_by === 'ad')
    return `On ${copy.platform} the words are a part of the ad and of no creative: put them into the ad there by hand.`;
  if (!copy.makes_creatives) return `${copy.platform} takes no creatives from here: make them there by hand.`;
  if (brief.landing_page_url === null)
    return 'Where the ad leads to is not known: give the campaign a landing page, or make the creatives by hand.';
  return copy.rotates_creatives
    ? null
    : `On ${copy.platform} an ad shows no other creative: the words are made ready there, and a person builds the ad of them.`;
}

/** Puts what somebody wrote through the checks, and says what can be done with it. */
export function draftOf(
  given: {
    readonly copy: AdCopy;
    readonly brief: CopyBrief;
    readonly by: CopyLaw['by'];
    readonly candidates: readonly CopyCandidate[];
    readonly day: string;
    /** Dry runs and shadows ask nobody. */
    readonly live: boolean;
  },
  said: Pick<CopyDraft, 'status' | 'reason' | 'written_by' | 'prompt_version' | 'second_look'>,
): CopyDraft {
  const { copy, brief, by, candidates, day, live } = given;
  const { campaign_id, campaign_name, platform, rules } = copy;
  const law = { sources: sourcesOf(copy, brief), existing: existingOf(copy), competitors: brief.avoid, by };
  const judged = rules === null ? { kept: [], dropped: [] } : judgeVariants(candidates, { ...law, rules });
  const cited = new Set(judged.kept.flatMap((each) => each.source_ids));
  const canShow = copy.rotates_creatives && copy.makes_creatives;
  return {
    ...said,
    ...{ campaign_id, campaign_name, platform, brief, variants: judged.kept, dropped: judged.dropped },
    ask_person: live && rules !== null && judged.kept.length === 0,
    contents: contentsOf(copy, brief, judged.kept, day),
    show_in_ad_id: canShow ? (brief.worn[0]?.ad_id ?? null) : null,
    hand_over: handOverOf(copy, brief),
    citations: brief.guidelines
      .filter(({ source_id }) => cited.has(source_id))
      .map(({ source_id, title, kind }) => ({ source_id, title, kind })),
  };
}
