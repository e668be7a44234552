import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Database, TenantTransaction } from '../connect.ts';
import { payloadBlobs } from '../schema/index.ts';

/** Stores bytes under their sha256 (hex); the same bytes are stored once. */
export async function storeBlob(
  tx: TenantTransaction,
  blob: { readonly sha256: string; readonly content: Uint8Array },
): Promise<void> {
  const size_bytes = blob.content.byteLength;
  await tx
    .insert(payloadBlobs)
    .values({ ...blob, size_bytes })
    .onConflictDoNothing();
}

/** The bytes under a sha256 as they lie in the table; null when the tenant has none. Whoever reads them checks them. */
export async function readBlob(tx: TenantTransaction, sha256: string): Promise<Uint8Array | null> {
  const [row] = await tx
    .select({ content: payloadBlobs.content })
    .from(payloadBlobs)
    .where(eq(payloadBlobs.sha256, sha256));
  return row?.content ?? null;
}

/** The tenant of an execution, which a workflow id alone does not tell; null when there is no such execution. */
export async function tenantOfExecution(database: Database, execution_id: string): Promise<string | null> {
  const [row] = await database.sql`select tenant_of_workflow(${execution_id}) as tenant_id`;
  return z.object({ tenant_id: z.uuid().nullable() }).parse(row).tenant_id;
}
