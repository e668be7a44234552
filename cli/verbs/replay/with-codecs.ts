import type { PayloadCodec } from '@temporalio/common';
import type { RecordedExecution } from '../../../worker/replay.ts';
import type { CommandLine } from '../../command-line.ts';
import { openSettings } from '../../open-settings.ts';
import { withAppDatabase } from '../db/with-database.ts';

/**
 * Runs work with what reads the payloads of these histories: none when all of them lie inside in plain words, which is usual
 * and needs no database; else the codec over DATABASE_URL, or over the installation’s own database, with MBI_PAYLOAD_KEY.
 */
export async function withCodecs<Result>(
  line: Pick<CommandLine, 'environment'>,
  recorded: readonly RecordedExecution[],
  work: (codecs: PayloadCodec[]) => Promise<Result>,
): Promise<Result> {
  const { payloadMark } = await import('../../../db/payloads/payload-mark.ts');
  if (!recorded.some(({ history }) => JSON.stringify(history).includes(`"${payloadMark}"`))) return work([]);
  const { createPayloadCodec } = await import('../../../db/payloads/payload-codec.ts');
  const { MBI_PAYLOAD_KEY } = openSettings(line.environment);
  return withAppDatabase(line, (database) => work([createPayloadCodec(database, MBI_PAYLOAD_KEY || undefined)]));
}
