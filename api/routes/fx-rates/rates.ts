import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import { currencySchema } from '../../../contracts/money.ts';
import { appendAudit } from '../../../db/queries/audit.ts';
import { addRate, findNearestRate, listRates, type RateRow, readMoneySettings } from '../../../db/queries/fx-rates.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { moment } from '../../operation/paging.ts';

const rateSchema = z.object({
  currency: currencySchema,
  base_currency: currencySchema.describe('the currency that the tenant adds up in'),
  as_of: z.iso.date(),
  rate: z.number().positive().describe('what one unit of `currency` is worth in `base_currency`'),
  source: z.string(),
  entered_by_email: z.string(),
  entered_at: moment,
});

function toRate(row: RateRow) {
  return { ...row, entered_at: row.entered_at.toISOString() };
}

/** Exchange rates into the currency that the tenant adds up in, the newest day first. */
export const listFxRates = defineOperation({
  method: 'get',
  path: '/v2/fx-rates',
  id: 'list_fx_rates',
  tag: 'money',
  summary: 'List exchange rates.',
  access: 'money:read',
  params: nothing,
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(500).default(100) }),
  body: noBody,
  responses: {
    200: {
      description: 'Rates, and the currency that money is added up in.',
      schema: z.object({ data: z.array(rateSchema), base_currency: currencySchema }),
    },
  },
  errors: [],
  async handle({ query, inTenant }) {
    const body = await inTenant(async (tx) => {
      const { base_currency } = await readMoneySettings(tx);
      return { data: (await listRates(tx, query.limit)).map(toRate), base_currency };
    });
    return json(200, body);
  },
});

/** How far a rate may lie from the nearest known one, as a factor for each month between them that has begun. */
const mostFactorAMonth = 1.25;

/**
 * A rate says how much of a cap is left, and widening a cap takes two people: one that jumps is refused, be it a slip of the
 * comma or not. Whatever a currency really does can be entered day by day. Throws REQUEST_INVALID.
 */
function checkPlausible(rate: number, nearest: Awaited<ReturnType<typeof findNearestRate>>): void {
  if (nearest === null || nearest.days === 0) return;
  const most = mostFactorAMonth ** Math.ceil(nearest.days / 30);
  const lowest = nearest.rate / most;
  const highest = nearest.rate * most;
  if (rate >= lowest && rate <= highest) return;
  const detail = `The rate of ${nearest.as_of} is ${nearest.rate}: this one can be from ${lowest.toPrecision(6)} to ${highest.toPrecision(6)}.`;
  throw new CodedError('REQUEST_INVALID', detail, { errors: [{ pointer: '/body/rate', detail }] });
}

/** Enters a rate of a day. The newest of today or before counts; one that is there is never changed. */
export const addFxRate = defineOperation({
  method: 'post',
  path: '/v2/fx-rates',
  id: 'add_fx_rate',
  tag: 'money',
  summary: 'Enter an exchange rate.',
  access: 'fx_rates:write',
  params: nothing,
  query: nothing,
  body: z.strictObject({
    currency: currencySchema,
    as_of: z.iso.date(),
    rate: z.number().positive().max(1e9),
    source: z.string().min(1).max(200),
  }),
  responses: { 201: { description: 'Entered.', schema: rateSchema } },
  errors: ['FX_RATE_KNOWN'],
  idempotent: true,
  async handle({ body, principal, inTenant }) {
    const added = await inTenant(async (tx) => {
      const { base_currency } = await readMoneySettings(tx);
      const { currency, as_of } = body;
      if (currency === base_currency) {
        const detail = `${currency} is what everything is added up in: it needs no rate.`;
        throw new CodedError('REQUEST_INVALID', detail, { errors: [{ pointer: '/body/currency', detail }] });
      }
      checkPlausible(body.rate, await findNearestRate(tx, { ...body, base_currency }));
      const row = await addRate(tx, { ...body, base_currency, entered_by_email: principal.email });
      if (row === null)
        throw new CodedError('FX_RATE_KNOWN', `There is a rate of ${currency} for ${as_of}.`, { currency, as_of });
      await appendAudit(tx, {
        action: 'fx_rate.entered',
        ...{ actor_user_id: principal.user_id, actor_email: principal.email },
        ...{ entity_type: 'fx_rate', entity_id: `${currency}/${as_of}` },
        details: { ...body, base_currency, api_key_id: principal.api_key_id },
      });
      return row;
    });
    return json(201, toRate(added));
  },
});
