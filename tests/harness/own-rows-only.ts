import { expect } from 'vitest';
import { type Database, type TenantTransaction, withTenant } from '../../db/connect.ts';

/** Nothing found: no row, an empty list or map, a count of zero, a no. */
function isNothing(answer: unknown): boolean {
  if (answer === null || answer === 0 || answer === false) return true;
  if (Array.isArray(answer)) return answer.length === 0;
  return typeof answer === 'object' && Object.keys(answer).length === 0;
}

/** Fails unless a query finds something for the first tenant, and nothing for the second or without any. */
export async function expectOwnRowsOnly(
  app: Database,
  query: (tx: TenantTransaction) => Promise<unknown>,
  { own, other }: { readonly own: string; readonly other: string },
): Promise<void> {
  expect(isNothing(await withTenant(app, own, query)), 'its own').toBe(false);
  expect(isNothing(await withTenant(app, other, query)), 'of another').toBe(true);
  expect(isNothing(await app.drizzle.transaction(query)), 'without a tenant').toBe(true);
}
