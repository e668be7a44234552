import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { beforeAll, describe, expect, it } from 'vitest';
import { obtainBundle } from '../../worker/bundle.ts';
import { type RecordedExecution, replayHistories } from '../../worker/replay.ts';
import { scenarios } from './scenarios.ts';

const folder = join(import.meta.dirname, 'histories');
const files = readdirSync(folder).filter((file) => file.endsWith('.history.json'));
const read = (file: string): string => readFileSync(join(folder, file), 'utf8');

async function replay(histories: readonly RecordedExecution[]) {
  const replayed = await replayHistories(histories, bundle_path);
  return replayed.flatMap(({ workflowId, error }) => (error === null ? [] : [`${workflowId}: ${error}`]));
}

// The last test makes the server's library complain, as it should.
Runtime.install({ shutdownSignals: [], logger: new DefaultLogger('ERROR') });

let bundle_path: string;
beforeAll(async () => {
  bundle_path = await obtainBundle();
});

describe('executions that are running while a new version is deployed', () => {
  it('go on under the code as it is now: every recorded history replays', { timeout: 180_000 }, async () => {
    const histories = files.map((file) => ({ workflowId: file, history: JSON.parse(read(file)) }));
    expect(await replay(histories)).toEqual([]);
  });

  it('are of many kinds: the corpus is large enough to notice what a few histories would not', () => {
    expect(files.length).toBeGreaterThanOrEqual(200);
  });

  it('are all thought of: there is a history for every scenario', () => {
    expect(files.map((file) => file.replace('.history.json', ''))).toEqual(
      expect.arrayContaining(Object.keys(scenarios)),
    );
  });

  it('would be stopped by a change of what the code does: a history that tells of another action does not replay', async () => {
    const changed = read('action-outputs.history.json').replaceAll(
      '"name":"RehearsalAgent.echo"',
      '"name":"RehearsalAgent.noop"',
    );
    const errors = await replay([{ workflowId: 'changed', history: JSON.parse(changed) }]);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(/determinism/i);
  });
});
