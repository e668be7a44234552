import type { ActionContext } from '../../contracts/action-handler.ts';

/** Reports of one execution that come within this time are written together; live pages show them that much later. */
const gathering_ms = 75;

/** What people wait for is written sooner, yet lets the workflow go first: at once, it would take the processor from it. */
const urgent_ms = 25;

/** At most so many reports in one transaction, so that it stays short. */
const mostTogether = 200;

/** What the queue is made of: who writes reports of one execution, which of them are urgent, and how it waits. */
export type ReportQueueParts<Report> = {
  readonly write: (reports: readonly Report[]) => Promise<unknown>;
  readonly isUrgent: (report: Report) => boolean;
  readonly log: ActionContext['log'];
  readonly pause?: (wait_ms: number) => Promise<void>;
};

type Line<Report> = { readonly reports: Report[]; urgent: PromiseWithResolvers<void>; end: Promise<void> };

/**
 * Takes reports without making the workflow wait, gathers those of one execution, and writes them together in the order in
 * which they came: each transaction takes processor time from the workflows that report. When they cannot be written
 * together they are written one by one, so that none is lost for another's sake; one that cannot be written after a few
 * tries is logged and left to the sweep over closed workflows.
 */
export function createReportQueue<Report>({ write, isUrgent, log, pause = waitFor }: ReportQueueParts<Report>) {
  const lines = new Map<string, Line<Report>>();

  const tried = async (execution_id: string, reports: readonly Report[], waits_ms: readonly number[]) => {
    for (const wait_ms of waits_ms) {
      try {
        if (wait_ms > 0) await pause(wait_ms);
        await write(reports);
        return true;
      } catch (error) {
        const cause = error instanceof Error ? error.name : 'unknown';
        const count = reports.length;
        log.warn({ execution_id, cause, wait_ms, count }, 'Reports of a workflow could not be written');
      }
    }
    return false;
  };

  const written = async (execution_id: string, reports: readonly Report[]): Promise<void> => {
    if (reports.length > 1 && (await tried(execution_id, reports, [0]))) return;
    for (const report of reports) await tried(execution_id, [report], [0, 100, 1_000, 5_000]);
  };

  const work = async (execution_id: string, line: Line<Report>): Promise<void> => {
    do {
      const urgent = line.urgent.promise.then(() => pause(urgent_ms));
      if (line.reports.length < mostTogether) await Promise.race([pause(gathering_ms), urgent]);
      line.urgent = Promise.withResolvers();
      await written(execution_id, line.reports.splice(0, mostTogether));
    } while (line.reports.length > 0);
    lines.delete(execution_id);
  };

  const opened = (execution_id: string): Line<Report> => {
    const line = { reports: [], urgent: Promise.withResolvers<void>(), end: Promise.resolve() };
    lines.set(execution_id, line);
    line.end = work(execution_id, line);
    return line;
  };

  return {
    push: (execution_id: string, report: Report): void => {
      const line = lines.get(execution_id) ?? opened(execution_id);
      line.reports.push(report);
      if (isUrgent(report)) line.urgent.resolve();
    },
    /** Resolves when everything that was pushed so far is written or given up. */
    drain: async (): Promise<void> => {
      await Promise.all([...lines.values()].map(({ end }) => end));
    },
  };
}

function waitFor(wait_ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, wait_ms));
}
