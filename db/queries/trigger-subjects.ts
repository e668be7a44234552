import { and, asc, eq, gt, inArray, type SQL } from 'drizzle-orm';
import type { Plan } from '../../contracts/plan/index.ts';
import type { TenantTransaction } from '../connect.ts';
import { adAccounts, brands, campaigns } from '../schema/index.ts';
import { readFeaturesOf } from './campaigns-list.ts';

/** What a playbook can be about, with the features that its conditions read; nothing in particular has neither. */
export type TriggerSubject = {
  readonly entity: { readonly type: string; readonly id: string; readonly name: string } | null;
  readonly campaign_id: string | null;
  readonly context: Readonly<Record<string, number | string | boolean | null>>;
};

/** Some subjects in the order of their ids, and the id to go on after; null after the last. */
export type SubjectPage = { readonly subjects: readonly TriggerSubject[]; readonly next: string | null };

const nothing: SubjectPage = { subjects: [], next: null };
/** How many are judged in one transaction. */
const pageSize = 200;

/**
 * The entities that a playbook of a scope is about: every campaign, account (the platform’s id) or brand of the tenant, or
 * only the one named `only`; where platforms are named, only what is on them. A scope of `none` has one subject without an entity. There are no audiences or leads yet.
 */
export async function listSubjects(
  tx: TenantTransaction,
  {
    scope,
    platforms,
    after,
    only,
  }: {
    readonly scope: Plan['scope'];
    /** Only what is on these ad platforms; left out, on any. */
    readonly platforms?: Plan['platforms'] | undefined;
    readonly after: string | null;
    readonly only: string | null;
  },
): Promise<SubjectPage> {
  switch (scope) {
    case 'none':
      return { subjects: [{ entity: null, campaign_id: null, context: {} }], next: null };
    case 'campaign':
      return listCampaigns(tx, { after, only, platforms });
    case 'account': {
      const chosen =
        only === null
          ? after === null
            ? undefined
            : gt(adAccounts.external_id, after)
          : eq(adAccounts.external_id, only);
      const rows = await tx
        .select({ id: adAccounts.external_id, name: adAccounts.name })
        .from(adAccounts)
        .where(and(chosen, platforms === undefined ? undefined : inArray(adAccounts.platform, platforms)))
        .orderBy(asc(adAccounts.external_id))
        .limit(pageSize);
      return withoutFeatures(rows, 'account');
    }
    case 'brand': {
      const chosen =
        only === null ? (after === null ? undefined : gt(brands.brand_id, after)) : eq(brands.brand_id, only);
      const rows = await tx
        .select({ id: brands.brand_id, name: brands.name })
        .from(brands)
        .where(chosen)
        .orderBy(asc(brands.brand_id))
        .limit(pageSize);
      return withoutFeatures(rows, 'brand');
    }
    case 'audience':
    case 'lead':
      return nothing;
  }
}

function withoutFeatures(rows: readonly { readonly id: string; readonly name: string }[], type: string): SubjectPage {
  const subjects = rows.map(({ id, name }) => ({ entity: { type, id, name }, campaign_id: null, context: {} }));
  return { subjects, next: rows.length < pageSize ? null : (rows.at(-1)?.id ?? null) };
}

type Wanted = { readonly platforms: Plan['platforms']; readonly after: string | null; readonly only: string | null };

async function listCampaigns(tx: TenantTransaction, { after, only, platforms }: Wanted): Promise<SubjectPage> {
  const chosen: (SQL | undefined)[] = [
    after === null ? undefined : gt(campaigns.campaign_id, after),
    only === null ? undefined : eq(campaigns.campaign_id, only),
    platforms === undefined ? undefined : inArray(campaigns.platform, platforms),
  ];
  const rows = await tx
    .select({ id: campaigns.campaign_id, name: campaigns.campaign_name })
    .from(campaigns)
    .where(and(...chosen))
    .orderBy(asc(campaigns.campaign_id))
    .limit(pageSize);
  const features = await readFeaturesOf(
    tx,
    rows.map((row) => row.id),
  );
  const subjects = rows.map(({ id, name }) => ({
    entity: { type: 'campaign', id, name },
    campaign_id: id,
    context: features.get(id) ?? {},
  }));
  return { subjects, next: rows.length < pageSize ? null : (rows.at(-1)?.id ?? null) };
}
