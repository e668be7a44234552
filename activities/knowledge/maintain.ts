import { CodedError } from '../../contracts/errors/index.ts';
import { type Database, type TenantTransaction, withTenant } from '../../db/connect.ts';
import { holdKnowledge } from '../../db/queries/knowledge-documents.ts';

/**
 * Runs work as the only one that writes a tenant’s passages, in any process, and commits its rows with it. What takes long
 * (reading, embedding) is done before. Throws KNOWLEDGE_BUSY when another one writes for longer than 30 seconds.
 */
export async function maintain<Result>(
  database: Database,
  tenant_id: string,
  work: (tx: TenantTransaction) => Promise<Result>,
): Promise<Result> {
  try {
    return await withTenant(database, tenant_id, async (tx) => {
      await holdKnowledge(tx);
      return work(tx);
    });
  } catch (error) {
    if (!isLockTimeout(error)) throw error;
    throw new CodedError('KNOWLEDGE_BUSY', 'Somebody else has been writing the knowledge base for 30 s.', {}, 10);
  }
}

function isLockTimeout(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('code' in error && error.code === '55P03') || isLockTimeout(error.cause);
}
