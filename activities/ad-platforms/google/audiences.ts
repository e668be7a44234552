import { z } from 'zod';
import type { Timeout } from './client.ts';
import { type GoogleAccount, idsOf } from './google-account.ts';
import { criteriaQuery } from './queries.ts';
import { wireId } from './schemas.ts';

const criterion = z.object({
  resourceName: z.string(),
  negative: z.boolean().nullish(),
  userList: z.object({ userList: z.string() }),
});
const campaignCriterionRow = z
  .object({ campaign: z.object({ id: wireId }), campaignCriterion: criterion })
  .transform(({ campaign, campaignCriterion }) => ({ owner_id: campaign.id, ...campaignCriterion }));
const adGroupCriterionRow = z
  .object({ adGroup: z.object({ id: wireId }), adGroupCriterion: criterion })
  .transform(({ adGroup, adGroupCriterion }) => ({ owner_id: adGroup.id, ...adGroupCriterion }));

/** One user list that is aimed at or left out. */
export type AudienceCriterion = {
  readonly owner_id: string;
  readonly resource_name: string;
  readonly audience_id: string;
  readonly excluded: boolean;
};

/** Which criteria are asked for: those of one campaign or ad group, or of all below a campaign, or of every campaign. */
export type CriteriaOf = {
  readonly level: 'campaign' | 'ad_group';
  readonly by: 'campaign' | 'ad_group';
  readonly id: string;
};

/** Reads the audience criteria of one campaign or ad group, of the ad groups of a campaign, or of all campaigns (null). */
export async function readCriteria(
  { client }: GoogleAccount,
  of: CriteriaOf | null,
  timeout?: Timeout,
): Promise<readonly AudienceCriterion[]> {
  const level = of?.level ?? 'campaign';
  const query = criteriaQuery(level, of);
  const rows =
    level === 'campaign'
      ? await client.search(query, campaignCriterionRow, timeout)
      : await client.search(query, adGroupCriterionRow, timeout);
  return rows.map(({ owner_id, resourceName, negative, userList }) => ({
    owner_id,
    resource_name: resourceName,
    audience_id: idsOf(userList.userList).at(-1) ?? '',
    excluded: negative === true,
  }));
}

/** The audiences of one owner in our text form: ids sorted, joined by commas, '' for none. */
export function audienceTexts(criteria: readonly AudienceCriterion[], owner_id: string) {
  const ids = (excluded: boolean) =>
    criteria
      .filter((each) => each.owner_id === owner_id && each.excluded === excluded)
      .map((each) => each.audience_id)
      .sort()
      .join(',');
  return { included_audience_ids: ids(false), excluded_audience_ids: ids(true) };
}
