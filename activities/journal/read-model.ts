import { type Database, withTenant } from '../../db/connect.ts';
import { recordReports } from './record-reports.ts';
import type { EndNews, Report } from './report.ts';

/**
 * Writes what workflows report about themselves into the tables that people read. The same report may come twice, alone
 * or with others; it is written once.
 */
export function createReadModel({ database }: { readonly database: Database }) {
  return {
    /** Reports of one execution, in their order, in one transaction: all of them, or with an error none. */
    write: async (reports: readonly Report[]): Promise<void> => {
      const [first] = reports;
      if (first === undefined) return;
      const { tenant_id, execution_id } = first.news;
      await withTenant(database, tenant_id, (tx) => recordReports(tx, execution_id, reports));
    },
    /** How an execution ended; false when that was known. */
    finished: async (news: EndNews): Promise<boolean> => {
      const report: Report = { about: 'finished', news };
      const { tenant_id, execution_id } = news;
      const events = await withTenant(database, tenant_id, (tx) => recordReports(tx, execution_id, [report]));
      return events.length > 0;
    },
  };
}

/** The receiving side of the workflow's reports. */
export type ReadModel = ReturnType<typeof createReadModel>;
