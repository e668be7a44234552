import type { InjectedSinks } from '@temporalio/worker';
import type { Report } from '../activities/journal/report.ts';
import type { createReportQueue } from '../activities/journal/report-queue.ts';
import type { ReadModelSinks } from '../workflows/execution/read-model-sinks.ts';

/**
 * Connects what workflows report with the tables. A report only joins the queue here, so that a slow database never
 * holds up a workflow task; during replay nothing is reported, because it was reported before.
 */
export function createReadModelSinks(
  queue: Pick<ReturnType<typeof createReportQueue<Report>>, 'push'>,
): InjectedSinks<ReadModelSinks> {
  const push = (report: Report) => queue.push(report.news.execution_id, report);
  return {
    read_model: {
      started: { fn: (_info, news) => push({ about: 'started', news }) },
      step: { fn: (_info, news) => push({ about: 'step', news }) },
      waiting: { fn: (_info, news) => push({ about: 'waiting', news }) },
      paused: { fn: (_info, news) => push({ about: 'paused', news }) },
      decision: { fn: (_info, news) => push({ about: 'decision', news }) },
      finished: { fn: (_info, news) => push({ about: 'finished', news }) },
    },
  };
}
