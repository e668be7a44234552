import { agentMetrics, type Figure } from '../../contracts/agent-metrics.ts';
import { renderExposition } from '../../contracts/exposition.ts';
import { type Database, withTenant } from '../connect.ts';
import { readLedgerCounts, readLedgerState } from './ledger-metrics.ts';
import { listTenants } from './tenants.ts';

/** Scrapes in quick succession, or of several scrapers, share one reading. */
const freshForMs = 10_000;

/**
 * The metrics of the reasoning agent in the text format of Prometheus, over all tenants. Every process that serves them says
 * the same, so whoever adds up over processes takes the largest instead; only what a process counts by itself (`own`) is its own.
 */
export function createLedgerExposition(
  database: Database,
  now: () => Date,
  own: () => readonly Figure[] = () => [],
): () => Promise<string> {
  let reading: { readonly at: number; readonly text: Promise<string> } | null = null;
  async function read(at: Date): Promise<string> {
    const figures: Figure[] = [...own()];
    for (const { tenant_id } of await listTenants(database)) {
      const ofTenant = await withTenant(database, tenant_id, async (tx) => [
        ...(await readLedgerCounts(tx)),
        ...(await readLedgerState(tx, at)),
      ]);
      figures.push(...ofTenant);
    }
    return renderExposition(agentMetrics(figures));
  }
  return async () => {
    const at = now();
    if (reading !== null && at.getTime() - reading.at < freshForMs) return reading.text;
    const text = read(at);
    reading = { at: at.getTime(), text };
    // What failed is tried again by the next scrape.
    text.catch(() => {
      reading = null;
    });
    return text;
  };
}
