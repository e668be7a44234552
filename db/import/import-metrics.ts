import { randomUUID } from 'node:crypto';
import { CodedError } from '../../contracts/errors/index.ts';
import { type Database, withTenant } from '../connect.ts';
import { appendAudit } from '../queries/audit.ts';
import { insertMetricImport } from '../queries/metric-imports.ts';
import { readMetricsOwner } from '../queries/metrics.ts';
import type { NamedColumns } from './file-format.ts';
import { type ImportLimits, type ImportProblem, type ImportReport, importLimits } from './import-report.ts';
import { type FileSource, openFile } from './read-file.ts';
import { createRowReader } from './row-reader.ts';
import { createDailySink, createSeriesSink } from './row-sink.ts';

/** What to import, for which campaign, on whose behalf. */
export type ImportRequest = {
  readonly tenant_id: string;
  /** The platform's id of the campaign. */
  readonly campaign_id: string;
  readonly file_name: string;
  readonly imported_by: { readonly user_id: string; readonly email: string };
  /** Pieces of the file; read once, piece by piece. */
  readonly stream: FileSource;
  /** `--timestamp`, `--value`, `--metric`: makes the file a plain series. */
  readonly columns?: NamedColumns | undefined;
  readonly limits?: ImportLimits | undefined;
};

/**
 * Imports a file of metrics, all or nothing, in one transaction. Reads a Meta Ads Manager daily export, a Google Ads
 * report, or a plain series of timestamp and value, and tells which it was. The same file again changes nothing.
 * Throws CAMPAIGN_NOT_FOUND, IMPORT_EMPTY, IMPORT_FORMAT_UNKNOWN, IMPORT_TOO_LARGE, and IMPORT_INVALID, whose details
 * hold `{rows_read, bad_rows, problems, problems_left_out}` with line, column, value, what was expected and how to mend it.
 */
export async function importMetrics(database: Database, request: ImportRequest): Promise<ImportReport> {
  const limits = request.limits ?? importLimits;
  return withTenant(database, request.tenant_id, async (tx) => {
    const target = await readMetricsOwner(tx, request.campaign_id);
    if (target === null) {
      throw new CodedError('CAMPAIGN_NOT_FOUND', `There is no campaign ${request.campaign_id}.`, {
        campaign_id: request.campaign_id,
      });
    }
    const file = await openFile(request.stream, request.columns ?? {}, limits);
    const { format } = file.format;
    const import_id = randomUUID();
    const owner = { campaign_id: target.campaign_id, source: `import:${format}`, import_id };
    const channel = format === 'google_ads_report' ? 'google_ads' : 'meta_ads';
    const sink =
      format === 'plain_series' ? createSeriesSink(file, owner) : createDailySink(file, { ...owner, channel }, target);
    const problems: ImportProblem[] = [];
    const warnings: ImportProblem[] = [];
    let [rows_read, rows_taken, rows_bad, problems_left_out, inserted, updated] = [0, 0, 0, 0, 0, 0];
    const write = async (all: boolean) => {
      const counts = await sink.write(tx, all);
      inserted += counts.inserted;
      updated += counts.updated;
    };
    for await (const row of file.rows) {
      rows_read += 1;
      const reader = createRowReader(row, file.format, file.mark);
      const taken = sink.take(row, reader);
      if (taken === 'taken') rows_taken += 1;
      if (taken === 'repeated') warnings.push(...reader.problems.slice(0, limits.reported_problems - warnings.length));
      if (taken === 'bad') {
        rows_bad += 1;
        const room = limits.reported_problems - problems.length;
        problems.push(...reader.problems.slice(0, room));
        problems_left_out += Math.max(0, reader.problems.length - room);
      } else if (rows_bad === 0) await write(false);
    }
    if (rows_bad > 0) {
      throw new CodedError(
        'IMPORT_INVALID',
        `${rows_bad} of ${rows_read} rows are bad; nothing was imported. First: ${problemWords(problems[0])}`,
        { format, rows_read, bad_rows: rows_bad, problems, problems_left_out },
      );
    }
    if (rows_taken === 0) {
      throw new CodedError('IMPORT_EMPTY', 'There is no row of data for this campaign in the file.', { rows_read });
    }
    await write(true);
    await insertMetricImport(tx, {
      import_id,
      campaign_id: target.campaign_id,
      file_name: request.file_name.slice(0, 255),
      format,
      row_count: rows_taken,
      imported_by: request.imported_by.user_id,
    });
    await appendAudit(tx, {
      action: 'metrics.imported',
      actor_user_id: request.imported_by.user_id,
      actor_email: request.imported_by.email,
      entity_type: 'campaign',
      entity_id: target.campaign_id,
      details: { import_id, format, file_name: request.file_name.slice(0, 255), rows: rows_taken, inserted, updated },
    });
    return {
      import_id,
      campaign_id: target.campaign_id,
      format,
      metrics: [...sink.metrics],
      rows_read,
      rows_skipped: rows_read - rows_taken,
      rows_inserted: inserted,
      rows_updated: updated,
      rows_unchanged: sink.size() - inserted - updated,
      ...sink.span(),
      warnings,
    };
  });
}

function problemWords(problem: ImportProblem | undefined): string {
  if (problem === undefined) return 'see the report.';
  return `line ${problem.line}, column ${problem.column}: "${problem.value}", expected ${problem.expected}.`;
}
