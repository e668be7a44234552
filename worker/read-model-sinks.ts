import type { InjectedSinks } from '@temporalio/worker';
import type { ReadModel } from '../activities/journal/read-model.ts';
import type { createReportQueue } from '../activities/journal/report-queue.ts';
import type { ReadModelSinks } from '../workflows/execution/read-model-sinks.ts';

/**
 * Connects what workflows report with the tables. A report only joins the queue here, so that a slow database never
 * holds up a workflow task; during replay nothing is reported, because it was reported before.
 */
export function createReadModelSinks(
  readModel: ReadModel,
  queue: ReturnType<typeof createReportQueue>,
): InjectedSinks<ReadModelSinks> {
  return {
    read_model: {
      started: { fn: (_info, report) => queue.push(report.execution_id, () => readModel.started(report)) },
      step: { fn: (_info, report) => queue.push(report.execution_id, () => readModel.step(report)) },
      waiting: { fn: (_info, report) => queue.push(report.execution_id, () => readModel.waiting(report)) },
      paused: { fn: (_info, report) => queue.push(report.execution_id, () => readModel.paused(report)) },
      decision: { fn: (_info, report) => queue.push(report.execution_id, () => readModel.decision(report)) },
      finished: { fn: (_info, report) => queue.push(report.execution_id, () => readModel.finished(report)) },
    },
  };
}
