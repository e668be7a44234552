import type { CollectorName } from '../../../../contracts/collector.ts';
import { type Database, withTenant } from '../../../../db/connect.ts';
import { noteCollectorCall } from '../../../../db/queries/collector-health.ts';

/** Notes how calls of collectors went. Noting is done behind the call: it neither slows it down nor makes it fail. */
export type HealthRecord = {
  succeeded(tenant_id: string, name: CollectorName, response_ms: number): void;
  /** A failure also has the collector probed. */
  failed(tenant_id: string, name: CollectorName, reason: string): void;
  /** Resolves when everything noted so far is stored. */
  settled(): Promise<void>;
};

/** Keeps the record in Postgres. `probe` looks after a collector that failed; a second failure meanwhile starts no second look. */
export function createHealthRecord(deps: {
  readonly database: Database;
  readonly log: { warn(fields: object, message: string): void };
  readonly probe: (tenant_id: string, name: CollectorName) => Promise<void>;
}): HealthRecord {
  const open = new Set<Promise<void>>();
  const probing = new Set<string>();

  function behind(work: () => Promise<void>): void {
    const running = work()
      .catch((error: unknown) => deps.log.warn({ error: String(error) }, 'collector_health_not_noted'))
      .finally(() => open.delete(running));
    open.add(running);
  }

  return {
    succeeded: (tenant_id, name, response_ms) =>
      behind(() =>
        withTenant(deps.database, tenant_id, (tx) =>
          noteCollectorCall(tx, { collector_name: name, succeeded: true, response_ms, error_message: null }),
        ),
      ),
    failed: (tenant_id, name, reason) =>
      behind(async () => {
        const call = { collector_name: name, succeeded: false, response_ms: null, error_message: reason };
        await withTenant(deps.database, tenant_id, (tx) => noteCollectorCall(tx, call));
        const key = `${tenant_id}/${name}`;
        if (probing.has(key)) return;
        probing.add(key);
        await deps.probe(tenant_id, name).finally(() => probing.delete(key));
      }),
    settled: async () => {
      while (open.size > 0) await Promise.all(open);
    },
  };
}
