import { complexFrom } from '../../reasoning/index.ts';
import type { ConfiguredModel } from '../models/configured-models.ts';
import { isNamed } from '../models/configured-models.ts';
import type { Route } from './routing-table.ts';

/** What is known of a question before it is asked. */
export type Demand = {
  readonly input_tokens: number;
  readonly complexity_points: number;
  /** A model to be asked first. */
  readonly first: string | undefined;
  /** Models that must not be asked: whoever wrote what is to be checked, and those that refuse what we need. */
  readonly except: ReadonlySet<string>;
  /** The worst that a call of a model would cost, US dollars. */
  readonly costOf: (model: string) => number;
};

/**
 * The models to ask, in order: the one that is named, then those of the route's vendors. A hard question goes to the larger
 * model of each vendor, any other to the usual one; a vendor with one size has that one.
 */
export function chooseModels(
  models: readonly ConfiguredModel[],
  route: Route,
  demand: Demand,
): readonly ConfiguredModel[] {
  if (demand.input_tokens > route.max_input_tokens) return [];
  const size = demand.complexity_points >= complexFrom ? 'large' : 'usual';
  const allowed = models.filter(
    (model) => !demand.except.has(model.model) && demand.costOf(model.model) <= route.max_cost_usd,
  );
  const byVendor = route.order.flatMap((vendor) => {
    const own = allowed.filter((model) => model.vendor === vendor);
    const fitting = own.find((model) => model.size === size) ?? own[0];
    return fitting === undefined ? [] : [fitting];
  });
  const first = allowed.find((model) => isNamed(model, demand.first));
  return first === undefined ? byVendor : [first, ...byVendor.filter((model) => model !== first)];
}
