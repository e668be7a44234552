import { minorPerMajor } from '../../../contracts/money.ts';
import { fromMicros, microsPerMinor } from '../money.ts';
import { opError } from './op-error.ts';

const LARGEST_MAJOR = 10_000_000;

function required(micros: unknown, field: string): bigint {
  if (typeof micros === 'string') return BigInt(micros);
  throw opError('fieldError', 'REQUIRED', 'The required field was not present.', { field });
}

/** A budget in micros as minor units, within the platform’s bounds and steps. */
export function budgetAmount(micros: unknown, currency: string, field: string): number {
  const no = (value: string, message: string, details?: Readonly<Record<string, unknown>>) =>
    opError('campaignBudgetError', value, message, {
      field,
      trigger: String(micros),
      ...(details === undefined ? {} : { details }),
    });
  const amount = required(micros, field);
  if (amount < 0n) throw no('NEGATIVE_MONEY_AMOUNT', 'The money amount must not be negative.');
  const minor = fromMicros(amount, currency);
  if (minor === null) {
    throw no(
      'NON_MULTIPLE_OF_MINIMUM_CURRENCY_UNIT',
      `The money amount must be a multiple of the minimum unit of the currency, ${microsPerMinor(currency)} micros.`,
    );
  }
  const major = minorPerMajor(currency);
  if (minor > LARGEST_MAJOR * major) throw no('MONEY_AMOUNT_TOO_LARGE', 'The money amount is too large.');
  const least = minorPerMajor(currency) === 1 ? 100 : major;
  if (minor < least) {
    throw no('BUDGET_BELOW_PER_DAY_MINIMUM', 'The budget is below the per-day minimum.', {
      budgetPerDayMinimumErrorDetails: {
        currencyCode: currency,
        minimumBudgetAmountMicros: String(least * microsPerMinor(currency)),
      },
    });
  }
  return minor;
}

/** A bid in micros as minor units: positive and in whole billable units. */
export function bidAmount(micros: unknown, currency: string, field: string): number {
  const amount = required(micros, field);
  const minor = fromMicros(amount, currency);
  const trigger = String(micros);
  if (minor === null) {
    const message = 'The bid must be a multiple of the billable unit.';
    throw opError('currencyError', 'VALUE_NOT_MULTIPLE_OF_BILLABLE_UNIT', message, { field, trigger });
  }
  if (minor < 1) throw opError('rangeError', 'TOO_LOW', 'Too low.', { field, trigger });
  if (minor > LARGEST_MAJOR * minorPerMajor(currency)) {
    throw opError('rangeError', 'TOO_HIGH', 'Too high.', { field, trigger });
  }
  return minor;
}
