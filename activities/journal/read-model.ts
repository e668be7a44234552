import type { ActionContext } from '../../contracts/action-handler.ts';
import { type Database, withTenant } from '../../db/connect.ts';
import { findRecommendation } from '../../db/queries/recommendations-list.ts';
import { recordReports } from './record-reports.ts';
import type { EndNews, ReadModelKey, Report } from './report.ts';

/**
 * Writes what workflows report about themselves into the tables that people read. The same report may come twice, alone
 * or with others; it is written once. An execution that failed is a line of the log besides.
 */
export function createReadModel(deps: { readonly database: Database; readonly log?: ActionContext['log'] }) {
  const { database, log } = deps;

  async function record(key: ReadModelKey, reports: readonly Report[]): Promise<number> {
    const { tenant_id, execution_id } = key;
    const done = await withTenant(database, tenant_id, async (tx) => {
      const events = await recordReports(tx, execution_id, reports);
      const failed = events.find(({ type, data }) => type === 'execution.finished' && data.status === 'failed');
      const about = failed === undefined ? null : await findRecommendation(tx, { execution_id });
      return { count: events.length, failed, recommendation_id: about?.id ?? null };
    });
    if (done.failed !== undefined) {
      const error = done.failed.data.error_code ?? null;
      const fields = { recommendation_id: done.recommendation_id, execution_id, error };
      log?.warn({ event: 'workflow_execution_failed', ...fields }, 'workflow_execution_failed');
    }
    return done.count;
  }

  return {
    /** Reports of one execution, in their order, in one transaction: all of them, or with an error none. */
    write: async (reports: readonly Report[]): Promise<void> => {
      const [first] = reports;
      if (first === undefined) return;
      await record(first.news, reports);
    },
    /** How an execution ended; false when that was known. */
    finished: async (news: EndNews): Promise<boolean> => {
      return (await record(news, [{ about: 'finished', news }])) > 0;
    },
  };
}

/** The receiving side of the workflow's reports. */
export type ReadModel = ReturnType<typeof createReadModel>;
