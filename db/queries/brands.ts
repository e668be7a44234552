import { or, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { brands } from '../schema/index.ts';

/** A brand by its id or, whatever the case, its name; null when the tenant has none of the two. */
export async function findBrand(tx: TenantTransaction, id_or_name: string) {
  const [row] = await tx
    .select({ brand_id: brands.brand_id, name: brands.name })
    .from(brands)
    .where(
      or(
        sql`${brands.brand_id}::text = ${id_or_name.toLowerCase()}`,
        sql`lower(${brands.name}) = ${id_or_name.toLowerCase()}`,
      ),
    )
    .limit(1);
  return row ?? null;
}
