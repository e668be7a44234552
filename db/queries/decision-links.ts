import { createHash, randomBytes } from 'node:crypto';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { decisionLinks } from '../schema/index.ts';

/** A link mailed to one person for one approval. An approval has one plan for ever, so it is bound to the digest as well. */
export type DecisionLink = Pick<
  typeof decisionLinks.$inferSelect,
  'approval_id' | 'user_id' | 'expires_at' | 'used_at'
>;

/** Makes a link and gives its token, which is stored nowhere: only its sha256 is. Links made before for the same person and approval, and not used, end. */
export async function createDecisionLink(
  tx: TenantTransaction,
  link: Omit<DecisionLink, 'used_at'>,
): Promise<{ readonly token: string }> {
  const token = randomBytes(32).toString('base64url');
  await tx
    .update(decisionLinks)
    .set({ used_at: sql`now()` })
    .where(
      and(
        eq(decisionLinks.approval_id, link.approval_id),
        eq(decisionLinks.user_id, link.user_id),
        isNull(decisionLinks.used_at),
      ),
    );
  await tx.insert(decisionLinks).values({ ...link, token_hash: hashToken(token) });
  return { token };
}

const columns = {
  approval_id: decisionLinks.approval_id,
  user_id: decisionLinks.user_id,
  expires_at: decisionLinks.expires_at,
  used_at: decisionLinks.used_at,
};

/** The link of a token, used or not; null when there is none. */
export async function findDecisionLink(tx: TenantTransaction, token: string): Promise<DecisionLink | null> {
  const [row] = await tx
    .select(columns)
    .from(decisionLinks)
    .where(eq(decisionLinks.token_hash, hashToken(token)));
  return row ?? null;
}

/** Uses a link: true for exactly one caller. */
export async function useDecisionLink(tx: TenantTransaction, token: string): Promise<boolean> {
  const used = await tx
    .update(decisionLinks)
    .set({ used_at: sql`now()` })
    .where(and(eq(decisionLinks.token_hash, hashToken(token)), isNull(decisionLinks.used_at)))
    .returning({ approval_id: decisionLinks.approval_id });
  return used.length > 0;
}

/** Gives a used link back, because nothing came of using it. */
export async function releaseDecisionLink(tx: TenantTransaction, token: string): Promise<void> {
  await tx
    .update(decisionLinks)
    .set({ used_at: null })
    .where(eq(decisionLinks.token_hash, hashToken(token)));
}

/** Tokens are long random texts: a plain hash cannot be guessed. */
function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
