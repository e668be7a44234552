import { and, desc, lte, sql } from 'drizzle-orm';
import type { ModelPrice } from '../../contracts/model-cost.ts';
import type { TenantTransaction } from '../connect.ts';
import { llmPrices } from '../schema/index.ts';

/** A price that the tenant entered, US dollars per million tokens, from a day on. */
export type PriceRow = typeof llmPrices.$inferSelect;

/** The entered prices that hold on a UTC day, by model: the newest day that has begun. */
export async function readPrices(tx: TenantTransaction, day: string): Promise<ReadonlyMap<string, ModelPrice>> {
  const rows = await tx
    .selectDistinctOn([llmPrices.model])
    .from(llmPrices)
    .where(and(lte(llmPrices.effective_on, day)))
    .orderBy(llmPrices.model, desc(llmPrices.effective_on));
  return new Map(rows.map(({ model, input_usd, output_usd }) => [model, { input_usd, output_usd }]));
}

/** Every price that was entered, by model, the newest first. */
export async function listPrices(tx: TenantTransaction): Promise<readonly PriceRow[]> {
  return tx.select().from(llmPrices).orderBy(llmPrices.model, desc(llmPrices.effective_on)).limit(1_000);
}

/** Enters a price, or mends the one of the same model and day. */
export async function putPrice(
  tx: TenantTransaction,
  price: ModelPrice & { readonly model: string; readonly effective_on: string; readonly created_by_email: string },
): Promise<PriceRow> {
  const { input_usd, output_usd, created_by_email } = price;
  const [row] = await tx
    .insert(llmPrices)
    .values(price)
    .onConflictDoUpdate({
      target: [llmPrices.tenant_id, llmPrices.model, llmPrices.effective_on],
      set: { input_usd, output_usd, created_by_email, created_at: sql`now()` },
    })
    .returning();
  if (row === undefined) throw new Error('The price left no row.');
  return row;
}
