import type { ActionContext } from '../../contracts/action-handler.ts';

/**
 * Reports of one execution that come within this time are written together; live pages show a step on the way that much
 * later at most, which is still at once for a person. Ends, waits and pauses do not wait for it.
 */
const gathering_ms = 500;

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

/** Reports of one execution on their way; `hurry` is resolved with how long they may still wait. */
type Line<Report> = { readonly reports: Report[]; hurry: PromiseWithResolvers<number>; end: Promise<void> };

/**
 * Takes reports without making the workflow wait, gathers those of one execution, and writes them together in the order in
 * which they came: each transaction takes processor time from the workflows that report. When they cannot be written
 * together they are written one by one, so that none is lost for another's sake; one that cannot be written after a few
 * tries is logged and left to the sweep over closed workflows.
 */
export function createReportQueue<Report>({ write, isUrgent, log, pause = waitFor }: ReportQueueParts<Report>) {
  const lines = new Map<string, Line<Report>>();
  let drains = 0;

  const gathered = async (line: Line<Report>): Promise<void> => {
    if (drains > 0 || line.reports.length >= mostTogether) return;
    const hurried = line.hurry.promise.then((wait_ms) => (wait_ms > 0 ? pause(wait_ms) : undefined));
    await Promise.race([pause(gathering_ms), hurried]);
  };

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
      await gathered(line);
      line.hurry = Promise.withResolvers();
      await written(execution_id, line.reports.splice(0, mostTogether));
    } while (line.reports.length > 0);
    lines.delete(execution_id);
  };

  const opened = (execution_id: string): Line<Report> => {
    const line = { reports: [], hurry: Promise.withResolvers<number>(), end: Promise.resolve() };
    lines.set(execution_id, line);
    line.end = work(execution_id, line);
    return line;
  };

  return {
    push: (execution_id: string, report: Report): void => {
      const line = lines.get(execution_id) ?? opened(execution_id);
      line.reports.push(report);
      if (isUrgent(report)) line.hurry.resolve(urgent_ms);
    },
    /** Writes at once what was pushed so far, and resolves when it is written or given up: who drains waits for it. */
    drain: async (): Promise<void> => {
      drains += 1;
      for (const { hurry } of lines.values()) hurry.resolve(0);
      await Promise.all([...lines.values()].map(({ end }) => end));
      drains -= 1;
    },
  };
}

function waitFor(wait_ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, wait_ms));
}
