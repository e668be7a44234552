import type { Readable } from 'node:stream';
import { z } from 'zod';
import { importMetrics as importFile } from '../../../db/import/import-metrics.ts';
import { importReportSchema } from '../../../db/import/import-report.ts';
import { defineOperation, json, noBody } from '../../operation/operation.ts';
import { campaignPath } from './campaign-schema.ts';
import { campaignOrRefuse } from './find-or-refuse.ts';

/** Imports a file of metrics, all or nothing, while it is being uploaded; a bad row ends it with a report of all bad rows. */
export const importMetrics = defineOperation({
  method: 'post',
  path: '/v2/campaigns/:id/metrics/import',
  id: 'import_metrics',
  tag: 'campaigns',
  summary: 'Import a Meta or Google Ads export, or a plain series.',
  access: 'metrics:import',
  params: campaignPath,
  query: z.strictObject({
    file_name: z.string().min(1).max(255).default('upload.csv'),
    timestamp: z.string().max(200).optional().describe('column of the moment: makes the file a plain series'),
    value: z.string().max(200).optional().describe('column of the value'),
    metric: z.string().max(100).optional().describe('what the value is'),
  }),
  body: noBody,
  body_kind: 'csv',
  responses: { 200: { description: 'What the import did.', schema: importReportSchema } },
  errors: ['CAMPAIGN_NOT_FOUND', 'IMPORT_INVALID', 'IMPORT_FORMAT_UNKNOWN', 'IMPORT_EMPTY', 'IMPORT_TOO_LARGE'],
  async handle({ params, query, stream, principal, inTenant, deps }) {
    const { campaign_id } = await inTenant((tx) => campaignOrRefuse(tx, params.id));
    const { timestamp, value, metric } = query;
    const { tenant_id, user_id, email } = principal;
    try {
      const report = await importFile(deps.database, {
        ...{ tenant_id, campaign_id, file_name: query.file_name, imported_by: { user_id, email } },
        stream: stream.iterator({ destroyOnReturn: false }),
        columns: { timestamp, value, metric },
      });
      return json(200, report);
    } catch (error) {
      await drain(stream);
      throw error;
    }
  },
});

/** Reads and forgets the rest of an upload: many clients see the answer only when they have sent everything. */
async function drain(stream: Readable): Promise<void> {
  if (stream.readableEnded || stream.destroyed) return;
  await new Promise<void>((resolve) => {
    stream.once('end', resolve).once('close', resolve).once('error', resolve);
    // The importer may have left its iterator behind, whose listener would keep the stream paused.
    stream.removeAllListeners('readable');
    setImmediate(() => stream.resume());
  });
}
