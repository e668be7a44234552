import type { EntityState } from '../../../contracts/ad-platform.ts';
import type { Change } from '../../../contracts/change-set.ts';
import { CodedError, type ErrorCode } from '../../../contracts/errors/index.ts';
import type { GoesBack, Stays, UndoSelection } from '../../../contracts/undo.ts';
import { goesBackOf, staysOf, writtenBy } from '../../../contracts/undo-preview.ts';
import { fieldKey, type WayBack } from '../../../contracts/undo-ways.ts';
import { withTenant } from '../../../db/connect.ts';
import { readUndoOutline, type UndoOutline } from '../../../db/queries/undo-outline.ts';
import type { SelectedReceipt } from '../../../db/queries/undo-selection.ts';
import type { AdPlatformDependencies } from '../dependencies.ts';
import { moneyBehindMinor, readLiveCampaign } from '../live-campaign.ts';
import type { CampaignAccess } from '../registry.ts';
import { changeOf, type ProposedChange } from '../write/change-set.ts';
import { fieldValue } from '../write/field-value.ts';
import { isRaise } from '../write/more-careful.ts';
import { whoChanged } from './who-changed.ts';

/** A field that goes back: the wish for it, and how it is told. */
export type Returning = {
  readonly wish: ProposedChange;
  readonly told: GoesBack;
  readonly account: CampaignAccess['account'];
  readonly in_learning: boolean | null;
};

/** What looking at the platforms has shown of an undo. */
export type LookBack = {
  readonly returning: readonly Returning[];
  readonly stays: readonly Stays[];
  readonly spendOf: UndoOutline['spendOf'];
};

/** Moments hold no money and let it out all the same: what runs for longer may spend all that stands behind it. */
const moments: readonly Change['field'][] = ['starts_at', 'ends_at'];
const gone: readonly ErrorCode[] = ['PLATFORM_NOT_FOUND', 'CAMPAIGN_NOT_FOUND'];

/**
 * Looks at every field that a selection would take back, live: what is still as we wrote it can go back; what is not stays,
 * with what is there now and who set it, as far as our receipts or the platform’s own history tell. A platform that does not
 * answer is an error and no reason to leave something.
 */
export async function lookBack(
  deps: AdPlatformDependencies,
  asked: { readonly tenant_id: string; readonly selection: UndoSelection; readonly by_execution_id: string },
): Promise<LookBack> {
  const { tenant_id, selection, by_execution_id } = asked;
  const outline = await withTenant(deps.database, tenant_id, (tx) => readUndoOutline(tx, selection, by_execution_id));
  const returning: Returning[] = [];
  const stays: Stays[] = [];
  for (const way of outline.ways) {
    const found = await lookAt(deps, tenant_id, way, outline);
    if ('wish' in found) returning.push(found);
    else stays.push(found);
  }
  for (const { receipt, reason } of outline.left) {
    const last = outline.newest.get(fieldKey(receipt.change));
    const other = reason === 'changed_since' && last !== undefined && last.receipt_id !== receipt.receipt_id;
    const by = other ? writtenBy(last) : null;
    stays.push(staysOf(receipt.change, [receipt], { reason, live: by?.value ?? null, by }));
  }
  return { returning, stays, spendOf: outline.spendOf };
}

async function lookAt(
  deps: AdPlatformDependencies,
  tenant_id: string,
  way: WayBack<SelectedReceipt>,
  { newest, spendOf }: UndoOutline,
): Promise<Returning | Stays> {
  const { change, receipts } = way;
  const { campaign_id, field, before, after } = change;
  const found = await readLive(deps, tenant_id, change);
  if (found === null) return staysOf(change, receipts, { reason: 'gone', live: null, by: null });
  const { access, entity } = found;
  const live = fieldValue(entity, field);
  if (live !== after || before === null) {
    const by = await whoChanged(access, { receipt: receipts[0], newest: newest.get(fieldKey(change)), live });
    return staysOf(change, receipts, { reason: 'changed_since', live, by });
  }
  const wish = { campaign_id, entity, field, after: before };
  const spends = field === 'status' || (moments.includes(field) && isRaise(changeOf(wish)));
  const daily_money_behind_minor = spends ? await moneyBehind(access, entity, change) : 0;
  return {
    wish: { ...wish, daily_money_behind_minor },
    told: goesBackOf(way, spendOf, { value: live, differs: false }),
    account: access.account,
    in_learning: entity.in_learning,
  };
}

type About = WayBack['change'];

async function readLive(deps: AdPlatformDependencies, tenant_id: string, change: About) {
  const { campaign_id, account_id, entity_type, entity_id } = change;
  try {
    const access = await deps.registry.forCampaign(tenant_id, campaign_id);
    const entity = await access.adapter.readEntity({ account_id, entity_type, entity_id });
    return entity.status === 'deleted' ? null : { access, entity };
  } catch (error) {
    if (error instanceof CodedError && gone.includes(error.code)) return null;
    throw error;
  }
}

/**
 * What a campaign or ad set that runs again, or for longer, may spend is what stands behind it now, and at least what the
 * change said; behind an ad set without a budget of its own stands that of its campaign.
 */
async function moneyBehind({ adapter }: CampaignAccess, entity: EntityState, change: About): Promise<number> {
  const own = (entity.daily_budget_minor ?? 0) + (entity.lifetime_budget_minor ?? 0);
  if (entity.entity_type !== 'campaign' && own > 0) return Math.max(own, change.money_moved_minor);
  const live = await readLiveCampaign(adapter, change.account_id, change.campaign_id, 'ad_sets');
  return Math.max(moneyBehindMinor(live), change.money_moved_minor);
}
