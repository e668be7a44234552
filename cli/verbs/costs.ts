import { z } from 'zod';
import { type AddVerb, type CommonOptions, command, connect } from '../command-line.ts';
import { renderTable } from '../terminal.ts';

const groupSchema = z.looseObject({
  cost: z.number(),
  calls: z.number(),
  cached: z.number(),
  failed: z.number(),
  tokens: z.number(),
});
const reportSchema = z.looseObject({
  period: z.object({ start: z.string(), end: z.string() }),
  total_cost: z.number(),
  total_calls: z.number(),
  avg_cost_per_call: z.number(),
  cost_per_execution: z.number(),
  saved_by_cache: z.number(),
  saved_by_batch: z.number(),
  by_operation: z.record(z.string(), groupSchema),
  by_model: z.record(z.string(), groupSchema),
  projection: z.looseObject({ recommendations: z.number(), total_usd: z.number() }),
});

/** `mbi costs`: what language models cost in a range of days, and what a month would. */
export const addCosts: AddVerb = (parent, line) => {
  const verb = command('costs', 'what language models cost, by operation and model, and what a month would')
    .option('--from <day>', 'first day, such as 2026-03-01; 30 days ago')
    .option('--to <day>', 'last day; today')
    .option('--campaigns <count>', 'for the projection', '100')
    .action(async (options: CommonOptions & { from?: string; to?: string; campaigns: string }) => {
      const query = new URLSearchParams({ campaigns: options.campaigns });
      if (options.from !== undefined) query.set('start', options.from);
      if (options.to !== undefined) query.set('end', options.to);
      const api = await connect(line, options);
      const report = await api.get(`/v2/costs?${query}`, reportSchema);
      line.terminal.result(report, renderReport(report), options.json);
    });
  parent.addCommand(verb);
};

function renderReport(report: z.output<typeof reportSchema>): string {
  const { period, total_cost, total_calls, avg_cost_per_call, cost_per_execution, projection } = report;
  const rows = [...Object.entries(report.by_operation), ...Object.entries(report.by_model)].map(([name, group]) =>
    [name, group.calls, group.cached, group.failed, group.tokens, group.cost.toFixed(5)].map(String),
  );
  return [
    `${period.start} to ${period.end}: $${total_cost.toFixed(5)} for ${total_calls} calls`,
    `$${avg_cost_per_call.toFixed(5)} a call, $${cost_per_execution.toFixed(5)} an execution`,
    `Saved: $${report.saved_by_cache.toFixed(5)} by earlier answers, $${report.saved_by_batch.toFixed(5)} by batches`,
    renderTable(['WHAT', 'CALLS', 'SERVED AGAIN', 'FAILED', 'TOKENS', 'COST USD'], rows),
    `Projected: $${projection.total_usd.toFixed(2)} a month for ${projection.recommendations} recommendations`,
  ].join('\n');
}
