import type { PayloadCodec } from '@temporalio/common';
import type { RecordedExecution } from '../../../worker/replay.ts';
import type { CommandLine } from '../../command-line.ts';
import { withInstallationDatabase } from '../db/with-database.ts';

/**
 * Runs work with what reads the payloads of these histories: none when all of them lie inside, which is usual and needs no
 * database; else the codec over DATABASE_URL, or over the installation’s own database.
 */
export async function withCodecs<Result>(
  line: Pick<CommandLine, 'environment'>,
  recorded: readonly RecordedExecution[],
  work: (codecs: PayloadCodec[]) => Promise<Result>,
): Promise<Result> {
  const { payloadMark } = await import('../../../db/payloads/payload-mark.ts');
  if (!recorded.some(({ history }) => JSON.stringify(history).includes(`"${payloadMark}"`))) return work([]);
  const { DATABASE_URL } = line.environment;
  if (DATABASE_URL !== undefined) return over(DATABASE_URL, work);
  const results: Result[] = [];
  await withInstallationDatabase(line, async (database) => {
    results.push(await over(database.app_url, work));
  });
  const [result] = results;
  if (result === undefined) throw new TypeError('The installation’s database did no work');
  return result;
}

async function over<Result>(url: string, work: (codecs: PayloadCodec[]) => Promise<Result>): Promise<Result> {
  const { connectDatabase } = await import('../../../db/connect.ts');
  const { createPayloadCodec } = await import('../../../db/payloads/payload-codec.ts');
  const database = connectDatabase(url, { max: 2 });
  try {
    return await work([createPayloadCodec(database)]);
  } finally {
    await database.close();
  }
}
