import type { BoundHandler } from '../../../../contracts/action-handler.ts';
import { CodedError } from '../../../../contracts/errors/index.ts';
import { withTenant } from '../../../../db/connect.ts';
import { readMoneySettings, readRates } from '../../../../db/queries/fx-rates.ts';
import type { AdPlatformDependencies } from '../../dependencies.ts';
import { isInLearning } from '../../live-campaign.ts';
import { bidWishes, dailyBudgetWishes, lifetimeBudgetWishes } from '../../proposals/budget-wishes.ts';
import { type OpenCampaign, openCampaign } from '../../proposals/open-campaign.ts';
import type { PortfolioWish } from '../../proposals/portfolio-wish.action.ts';
import { statusWishes } from '../../proposals/status-wishes.ts';
import { changeOf, type ProposedChange } from '../../write/change-set.ts';
import { converted } from '../../write/ledger-amounts.ts';
import { isLowering } from '../../write/more-careful.ts';
import { createWriteHandler } from '../../write/write-handler.ts';
import { changePortfolio } from './change-portfolio.action.ts';

type Wished = { readonly open: OpenCampaign; readonly wishes: readonly ProposedChange[] };

function wishesOf(open: OpenCampaign, wish: PortfolioWish): readonly ProposedChange[] {
  return [
    ...(wish.daily_budget_minor === undefined ? [] : dailyBudgetWishes(open, wish.daily_budget_minor)),
    ...(wish.lifetime_budget_minor === undefined ? [] : lifetimeBudgetWishes(open, wish.lifetime_budget_minor)),
    ...(wish.bid_amount_minor === undefined ? [] : bidWishes(open, wish.bid_amount_minor)),
    ...(wish.status === undefined ? [] : statusWishes(open, wish.status)),
  ];
}

/** True of a whole only when it is true of one; unknown when nobody knows. */
function anyLearning(campaigns: readonly Wished[]): boolean | null {
  const known = campaigns.flatMap(({ open }) => isInLearning(open.live) ?? []);
  return known.length === 0 ? null : known.includes(true);
}

/**
 * One change for each thing that is wished of each campaign, lowerings and pauses first, so that money is freed before it is
 * spent elsewhere. Every campaign may be named once.
 */
export function createChangePortfolioHandler(deps: AdPlatformDependencies): BoundHandler {
  /** The sum in the tenant’s own currency, at the newest rates. Throws FX_RATE_MISSING for money that cannot be added up. */
  async function sumInBase(tenant_id: string, campaigns: readonly Wished[]) {
    return withTenant(deps.database, tenant_id, async (tx) => {
      const { base_currency } = await readMoneySettings(tx);
      const currencies = campaigns.map(({ open }) => open.account.currency);
      const rates = await readRates(tx, base_currency, [...new Set(currencies)]);
      const total_change_minor = campaigns.reduce((sum, { open, wishes }) => {
        const { currency } = open.account;
        const moved = wishes.reduce((all, wish) => all + changeOf(wish).money_moved_minor, 0);
        const rate = rates.get(currency);
        if (rate !== undefined) return sum + converted(moved, currency, base_currency, rate);
        if (moved === 0) return sum;
        const reason = `Money is added up in ${base_currency}, and no rate of ${currency} of today or before is known.`;
        throw new CodedError('FX_RATE_MISSING', reason, { currency, base_currency });
      }, 0);
      return { currency: base_currency, total_change_minor };
    });
  }

  return createWriteHandler(deps, {
    definition: changePortfolio,
    propose: async ({ wishes }, { origin: { tenant_id } }) => {
      const named = new Set(wishes.map((wish) => wish.campaign_id));
      if (named.size < wishes.length)
        throw new CodedError('ACTION_PARAMS_INVALID', 'A campaign is named more than once.', {});
      const campaigns: Wished[] = [];
      for (const wish of wishes) {
        const open = await openCampaign(deps.registry, { tenant_id, campaign_id: wish.campaign_id });
        campaigns.push({ open, wishes: wishesOf(open, wish) });
      }
      const all = campaigns.flatMap((each) => each.wishes);
      const lowerings = all.filter((wish) => isLowering(changeOf(wish)));
      const others = all.filter((wish) => !lowerings.includes(wish));
      const [currency = '', ...more] = new Set(campaigns.map(({ open }) => open.account.currency));
      return {
        wishes: [...lowerings, ...others],
        timezone: campaigns[0]?.open.account.timezone ?? 'UTC',
        in_learning: anyLearning(campaigns),
        ...(more.length === 0 ? { currency } : await sumInBase(tenant_id, campaigns)),
      };
    },
  });
}
