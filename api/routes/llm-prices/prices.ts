import { z } from 'zod';
import { defaultModelPrices } from '../../../contracts/model-cost.ts';
import { appendAudit } from '../../../db/queries/audit.ts';
import { listPrices, type PriceRow, putPrice } from '../../../db/queries/llm-prices.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { moment } from '../../operation/paging.ts';

const priceSchema = z.object({
  model: z.string(),
  effective_on: z.iso.date().nullable().describe('null: the default, which holds where nothing was entered'),
  input_usd: z.number().describe('US dollars per million tokens'),
  output_usd: z.number().describe('US dollars per million tokens'),
  created_by_email: z.string().nullable(),
  created_at: moment.nullable(),
});

function toPrice({ model, effective_on, input_usd, output_usd, created_by_email, created_at }: PriceRow) {
  return { model, effective_on, input_usd, output_usd, created_by_email, created_at: created_at.toISOString() };
}

/** What models cost: the tenant's own prices with the day from which they hold, then the defaults. */
export const listLlmPrices = defineOperation({
  method: 'get',
  path: '/v2/llm-prices',
  id: 'list_llm_prices',
  tag: 'models',
  summary: 'List prices of language models.',
  access: 'models:read',
  params: nothing,
  query: nothing,
  body: noBody,
  responses: { 200: { description: 'Prices.', schema: z.object({ data: z.array(priceSchema) }) } },
  errors: [],
  async handle({ inTenant }) {
    const entered = await inTenant(listPrices);
    const defaults = Object.entries(defaultModelPrices).map(([model, price]) => ({
      ...{ model, effective_on: null, ...price, created_by_email: null, created_at: null },
    }));
    return json(200, { data: [...entered.map(toPrice), ...defaults] });
  },
});

/** Enters a price from a day on, or mends the one of that day. What was already reckoned stays. */
export const setLlmPrice = defineOperation({
  method: 'post',
  path: '/v2/llm-prices',
  id: 'set_llm_price',
  tag: 'models',
  summary: 'Enter a price of a language model.',
  access: 'models:write',
  params: nothing,
  query: nothing,
  body: z.strictObject({
    model: z.string().min(1).max(200),
    effective_on: z.iso.date(),
    input_usd: z.number().min(0).max(10_000),
    output_usd: z.number().min(0).max(10_000),
  }),
  responses: { 200: { description: 'Entered.', schema: priceSchema } },
  errors: [],
  idempotent: true,
  async handle({ body, principal, inTenant }) {
    const row = await inTenant(async (tx) => {
      const added = await putPrice(tx, { ...body, created_by_email: principal.email });
      await appendAudit(tx, {
        action: 'llm_price.set',
        ...{ actor_user_id: principal.user_id, actor_email: principal.email },
        ...{ entity_type: 'llm_price', entity_id: `${body.model}/${body.effective_on}` },
        details: { ...body, api_key_id: principal.api_key_id },
      });
      return added;
    });
    return json(200, toPrice(row));
  },
});
