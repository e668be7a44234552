import { eq, lt, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { revokedTokens } from '../schema/index.ts';

/** Whether a token of this tenant was ended before its time. */
export async function isTokenRevoked(tx: TenantTransaction, jti: string): Promise<boolean> {
  const rows = await tx.select({ jti: revokedTokens.jti }).from(revokedTokens).where(eq(revokedTokens.jti, jti));
  return rows.length > 0;
}

/** Ends a token; twice is as once. Rows of tokens that have expired by themselves go at the same time: they refuse nothing. */
export async function revokeToken(
  tx: TenantTransaction,
  token: { readonly jti: string; readonly user_id: string; readonly expires_at: Date },
): Promise<void> {
  const { jti, user_id, expires_at } = token;
  await tx.delete(revokedTokens).where(lt(revokedTokens.expires_at, sql`now()`));
  await tx.insert(revokedTokens).values({ jti, user_id, expires_at }).onConflictDoNothing();
}
