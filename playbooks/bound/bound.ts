/** Why a bound is what it is: a place of the playbook, and what it means for the money. */
export type Reason = { readonly line: number; readonly text: string };

/**
 * What the amount is counted in. `% of daily budget` is of the daily budget of the campaign that is changed, the highest it has
 * meanwhile: 25 means a quarter of it. Minor units are those of the account’s currency, as parameters state them.
 */
export type BoundUnit = 'account currency' | 'minor units of the account currency' | '% of daily budget';

/** An amount of daily money in a unit. `in_each` says that it holds for each ad account by itself, where several may be touched. */
export type BoundAmount = {
  readonly amount: number;
  readonly unit: BoundUnit;
  readonly in_each: 'execution' | 'ad account';
};

/**
 * The most daily money that one execution can move, as the sum of |Δ| over all its changes; or that nothing limits it.
 * `also` has the bounds that hold besides in other units.
 */
export type Bound =
  | (BoundAmount & {
      readonly kind: 'bounded';
      readonly because: readonly Reason[];
      readonly also: readonly BoundAmount[];
    })
  | { readonly kind: 'unbounded'; readonly because: readonly Reason[] };
