import { minorPerMajor } from '../../contracts/money.ts';
import type { Entity, WireValue } from '../world/entity.ts';
import type { Parameters } from './parameters.ts';
import { graphError, invalidParameter, refusal } from './reply.ts';
import type { View } from './view.ts';

/** Reads one parameter of an update to values under the names and in the units of the books; refuses what will not do. */
export type Check = (
  parameters: Parameters,
  name: string,
  entity: Entity,
  view: View,
) => Readonly<Record<string, WireValue>>;

const HOUR = 3_600_000;
/** An ad set's budget can be changed so often in an hour. */
const BUDGET_CHANGES_AN_HOUR = 4;
const budgetFields = ['daily_budget', 'lifetime_budget'];

function integer(parameters: Parameters, name: string): number {
  const value = parameters[name];
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 0) {
    throw invalidParameter(`Param ${name} must be an integer, in the smallest unit of the account's currency`, {
      error_user_title: 'Invalid parameter',
      error_user_msg: `${name} must be a whole, non-negative number of minor units.`,
      blame_fields: [name],
    });
  }
  return number;
}

/** Refuses the fifth change of an ad set's budget within an hour; only changes over the API that moved it are counted. */
function checkHourlyLimit(entity: Entity, name: string, amount: number, view: View): void {
  if (entity.kind !== 'ad_set' || view.value(entity, name) === amount) return;
  const recent = view.world.timeline.of(entity.id).filter((change) => {
    const counts = change.by === 'api' && budgetFields.includes(change.field) && change.before !== change.after;
    return counts && change.at > view.at - HOUR && change.at <= view.at;
  });
  if (recent.length < BUDGET_CHANGES_AN_HOUR) return;
  throw refusal(
    graphError(400, {
      code: 613,
      error_subcode: 1487632,
      message: '(#613) Calls to this api have exceeded the rate limit.',
      error_user_title: 'Ad set budget change limit reached',
      error_user_msg: 'You can only change the budget of an ad set 4 times an hour.',
      blame_fields: [name],
    }),
  );
}

/** `daily_budget` or `lifetime_budget`: only the one that this thing holds already can be changed. */
export const budget: Check = (parameters, name, entity, view) => {
  const amount = integer(parameters, name);
  const held = view.value(entity, name);
  const other = budgetFields.find((field) => field !== name) ?? '';
  if (held === null) {
    const kind = view.value(entity, other) !== null;
    throw invalidParameter('The budget of this object is held at another level or in another form', {
      error_user_title: kind ? 'Budget type cannot be changed' : 'Budget set elsewhere',
      error_user_msg: kind
        ? 'A daily and a lifetime budget cannot be changed into each other.'
        : 'A campaign and its ad sets cannot both hold a budget.',
      blame_fields: [name],
    });
  }
  const least = Math.max(100, minorPerMajor(entity.account.currency));
  if (amount < least) {
    throw invalidParameter('Invalid parameter', {
      error_subcode: 1885272,
      error_user_title: 'Budget is too low',
      error_user_msg: `Your budget must be at least ${least} in the smallest unit of ${entity.account.currency}.`,
      blame_fields: [name],
    });
  }
  checkHourlyLimit(entity, name, amount, view);
  return { [name]: amount };
};

/** `bid_amount`: at least one minor unit and at most the daily budget, wherever that is held. */
export const bidAmount: Check = (parameters, name, entity, view) => {
  const amount = integer(parameters, name);
  const budgets = [entity, view.parent(entity)].flatMap((each) => (each ? [view.value(each, 'daily_budget')] : []));
  const held = budgets.find((value) => typeof value === 'number') ?? Number.POSITIVE_INFINITY;
  if (amount < 1 || amount > Number(held)) {
    throw invalidParameter('Invalid parameter', {
      error_user_title: 'Bid out of range',
      error_user_msg: 'The bid must be at least one minor unit and at most the daily budget.',
      blame_fields: [name],
    });
  }
  return { [name]: amount };
};
