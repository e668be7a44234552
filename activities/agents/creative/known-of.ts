import type { AdCopy } from '../../../contracts/ad-copy.ts';
import { observedSignalsSchema } from '../../../contracts/competitor-observation.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import type { KnowledgePort, KnowledgeSource } from '../../../contracts/knowledge.ts';
import { type Database, withTenant } from '../../../db/connect.ts';
import { readCampaignRecord } from '../../../db/queries/campaign-record.ts';
import { readObservationsAbout } from '../../../db/queries/competitor-observations.ts';

/** So long a competitor that was seen counts as one. */
const competitorDays = 90;
const leastScore = 0.3;
const mostCharacters = 1_500;

/** A name out of a domain: `www.peak-shop.example` is known to people as `peak shop`. Too short ones would be found everywhere. */
function nameOf(competitor: string): readonly string[] {
  const [label = ''] = competitor
    .toLowerCase()
    .replace(/^(?:https?:\/\/)?(?:www\.)?/, '')
    .split(/[./]/);
  const name = label.replaceAll('-', ' ').trim();
  return name.length < 4 ? [] : [name];
}

/** What the tenant’s documents say of how to speak, and of whom nobody speaks. Throws CAMPAIGN_NOT_FOUND. */
export async function knownOf(
  deps: { readonly database: Database; readonly knowledge: KnowledgePort | null },
  tenant_id: string,
  copy: AdCopy,
  idea: string,
  now: Date,
): Promise<{ readonly guidelines: readonly KnowledgeSource[]; readonly avoid: readonly string[] }> {
  const { campaign_id, campaign_name } = copy;
  const dayBefore = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString().slice(0, 10);
  const competitors = await withTenant(deps.database, tenant_id, async (tx) => {
    const record = await readCampaignRecord(tx, campaign_id);
    if (record === null)
      throw new CodedError('CAMPAIGN_NOT_FOUND', `There is no campaign ${campaign_id}.`, { campaign_id });
    const { industry, keywords } = record;
    const span = { since: dayBefore(competitorDays), until: dayBefore(0) };
    const rows = await readObservationsAbout(tx, { campaign_id, industry, keywords, ...span });
    return rows.flatMap((row) => observedSignalsSchema.safeParse(row.signals).data?.competitors ?? []);
  });
  const own = campaign_name.toLowerCase();
  const avoid = [...new Set(competitors.flatMap(nameOf))].filter((name) => !own.includes(name)).toSorted();
  const query = `Tone of voice and claims in ads. ${campaign_name}. ${idea}`.slice(0, 1_000);
  const kinds = ['brand_guideline', 'policy_note', 'product_fact'] as const;
  const found = (await deps.knowledge?.retrieve({ tenant_id, query, kinds, limit: 6 }).catch(() => [])) ?? [];
  const guidelines = found
    .filter((source) => source.score >= leastScore)
    .map((source) => ({ ...source, text: source.text.slice(0, mostCharacters) }));
  return { guidelines, avoid };
}
