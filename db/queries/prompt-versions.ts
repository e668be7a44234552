import type { JsonObject } from '../../contracts/canonical-json.ts';
import type { TenantTransaction } from '../connect.ts';
import { promptVersions } from '../schema/index.ts';

/** Keeps a copy of a prompt version that was used, by its digest, once: so that an old run can be explained. */
export async function keepPromptVersion(
  tx: TenantTransaction,
  version: { readonly digest: string; readonly name: string; readonly version: string; readonly content: JsonObject },
): Promise<void> {
  await tx.insert(promptVersions).values(version).onConflictDoNothing();
}
