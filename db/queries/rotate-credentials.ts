import { and, asc, eq, gt, isNotNull } from 'drizzle-orm';
import { CodedError } from '../../contracts/errors/index.ts';
import { type Database, type TenantTransaction, withTenant } from '../connect.ts';
import { adAccounts, conversionBatches, webhooks } from '../schema/index.ts';
import { appendAudit } from './audit.ts';
import { sealedFor } from './conversion-batches.ts';
import { type CredentialSeal, resealCredential } from './credentials.ts';
import { webhookSealedFor } from './webhooks.ts';

/** One stored text that a key of the installation seals. */
type Sealed = { readonly id: string; readonly sealed: string | null; readonly account: CredentialSeal['account'] };

/** A table with such texts: the next rows after an id, locked, and how one is replaced. */
type SealedTable = {
  readonly next: (tx: TenantTransaction, after: string, at_once: number) => Promise<readonly Sealed[]>;
  readonly put: (tx: TenantTransaction, id: string, sealed: string) => Promise<unknown>;
};

const nowhere = '00000000-0000-0000-0000-000000000000';

function sealedTables(tenant_id: string) {
  const { ad_account_id } = adAccounts;
  const { webhook_id } = webhooks;
  const { batch_id } = conversionBatches;
  return {
    ad_accounts: {
      next: async (tx, after, at_once) => {
        const { credential_ciphertext } = adAccounts;
        const rows = tx
          .select()
          .from(adAccounts)
          .where(and(gt(ad_account_id, after), isNotNull(credential_ciphertext)));
        return (await rows.orderBy(asc(ad_account_id)).limit(at_once).for('update')).map((row) => ({
          ...{ id: row.ad_account_id, sealed: row.credential_ciphertext },
          account: { tenant_id, platform: row.platform, external_id: row.external_id },
        }));
      },
      put: (tx, id, sealed) =>
        tx.update(adAccounts).set({ credential_ciphertext: sealed }).where(eq(ad_account_id, id)),
    },
    webhooks: {
      next: async (tx, after, at_once) => {
        const rows = tx.select().from(webhooks).where(gt(webhook_id, after));
        return (await rows.orderBy(asc(webhook_id)).limit(at_once).for('update')).map((row) => ({
          ...{ id: row.webhook_id, sealed: row.secret_ciphertext },
          account: webhookSealedFor(tenant_id, row.webhook_id),
        }));
      },
      put: (tx, id, sealed) => tx.update(webhooks).set({ secret_ciphertext: sealed }).where(eq(webhook_id, id)),
    },
    conversion_batches: {
      next: async (tx, after, at_once) => {
        const { sealed } = conversionBatches;
        const rows = tx
          .select()
          .from(conversionBatches)
          .where(and(gt(batch_id, after), isNotNull(sealed)));
        return (await rows.orderBy(asc(batch_id)).limit(at_once).for('update')).map((row) => ({
          ...{ id: row.batch_id, sealed: row.sealed, account: sealedFor(tenant_id, row.batch_id) },
        }));
      },
      put: (tx, id, sealed) => tx.update(conversionBatches).set({ sealed }).where(eq(batch_id, id)),
    },
  } satisfies Record<string, SealedTable>;
}

/** What a change of keys did to one tenant’s texts; `unreadable` are those that no key opens, left as they are. */
export type RotatedCredentials = {
  readonly resealed: number;
  readonly already: number;
  readonly unreadable: readonly { readonly kind: string; readonly id: string }[];
};

/**
 * Seals everything of a tenant that an older key of `keys` (MBI_CREDENTIALS_KEY, `new,old`) sealed with the newest one: tokens
 * of ad accounts, secrets of webhooks, conversions on their way. A hundred rows are one transaction, locked against those who
 * renew a token meanwhile, with one row of the audit log; a run that was broken off goes on where it was when it is repeated.
 */
export async function rotateCredentials(
  database: Database,
  tenant_id: string,
  keys: string,
  at_once = 100,
): Promise<RotatedCredentials> {
  const total = { resealed: 0, already: 0 };
  const unreadable: { readonly kind: string; readonly id: string }[] = [];
  for (const [kind, table] of Object.entries<SealedTable>(sealedTables(tenant_id))) {
    let after: string | null = nowhere;
    while (after !== null) {
      const from: string = after;
      const step = await withTenant(database, tenant_id, (tx) => resealSome(tx, table, { kind, keys, from, at_once }));
      total.resealed += step.resealed;
      total.already += step.already;
      unreadable.push(...step.unreadable.map((id) => ({ kind, id })));
      after = step.last;
    }
  }
  return { ...total, unreadable };
}

async function resealSome(
  tx: TenantTransaction,
  table: SealedTable,
  { kind, keys, from, at_once }: { kind: string; keys: string; from: string; at_once: number },
) {
  const rows = await table.next(tx, from, at_once);
  const unreadable: string[] = [];
  let resealed = 0;
  for (const { id, sealed, account } of rows) {
    const anew = sealed === null ? null : resealOne(sealed, { key: keys, account });
    if (anew === 'unreadable') unreadable.push(id);
    else if (anew !== null) {
      await table.put(tx, id, anew);
      resealed += 1;
    }
  }
  if (resealed > 0)
    await appendAudit(tx, { action: 'credentials.rotated', entity_type: kind, details: { resealed, unreadable } });
  const already = rows.length - resealed - unreadable.length;
  return { resealed, already, unreadable, last: rows.length < at_once ? null : (rows.at(-1)?.id ?? null) };
}

function resealOne(sealed: string, seal: CredentialSeal): string | 'unreadable' | null {
  try {
    return resealCredential(sealed, seal);
  } catch (error) {
    if (error instanceof CodedError && error.code === 'CREDENTIAL_UNREADABLE') return 'unreadable';
    throw error;
  }
}
