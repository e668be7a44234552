import { z } from 'zod';
import { pauseSchema } from '../../../contracts/pause.ts';
import type { PauseRow } from '../../../db/queries/pauses.ts';

/** A pause as it was opened or ended. `executions_told` is 0 when that had happened before. */
export const steeredSchema = pauseSchema.extend({
  executions_told: z.int().describe('live executions that are being told'),
});

/** A row as the API shows it. */
export function toPause(row: PauseRow) {
  const { tenant_id, paused_by, resumed_by, ...pause } = row;
  return pause;
}
