import type { BoundHandler } from '../../../../contracts/action-handler.ts';
import { CodedError } from '../../../../contracts/errors/index.ts';
import { withTenant } from '../../../../db/connect.ts';
import type { AdPlatformDependencies } from '../../dependencies.ts';
import { isInLearning } from '../../live-campaign.ts';
import { bidWishes, dailyBudgetWishes, lifetimeBudgetWishes } from '../../proposals/budget-wishes.ts';
import { type OpenCampaign, openCampaign } from '../../proposals/open-campaign.ts';
import type { PortfolioWish } from '../../proposals/portfolio-wish.action.ts';
import { statusWishes } from '../../proposals/status-wishes.ts';
import { sumInBase } from '../../proposals/sum-in-base.ts';
import { changeOf, type ProposedChange } from '../../write/change-set.ts';
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
      const [currency = '', ...more] = new Set(campaigns.map(({ open }) => open.account.currency));
      const all = campaigns.flatMap(({ open, wishes: own }) =>
        more.length === 0 ? own : own.map((wish) => ({ ...wish, currency: open.account.currency })),
      );
      const lowerings = all.filter((wish) => isLowering(changeOf(wish)));
      const others = all.filter((wish) => !lowerings.includes(wish));
      const parts = campaigns.map((each) => ({ currency: each.open.account.currency, wishes: each.wishes }));
      return {
        wishes: [...lowerings, ...others],
        in_learning: anyLearning(campaigns),
        ...(more.length === 0
          ? { currency }
          : await withTenant(deps.database, tenant_id, (tx) => sumInBase(tx, parts))),
      };
    },
  });
}
