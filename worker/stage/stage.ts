import { obtainBundle } from '../bundle.ts';
import { openIsolate } from './isolate.ts';
import { type Performance, playOn } from './play.ts';
import { type Divergence, replayRun } from './replay.ts';
import type { RunRecord } from './run.ts';
import type { Play, Script } from './script.ts';

/** A place to play executions on: the product's own workflow code in the isolate of a worker, without a server. */
export type Stage = {
  /** Plays one execution to its end, its children and later histories too. Time is virtual: waits take none. */
  play(play: Play, script: Script): Promise<Performance>;
  /** Tells a played history again from its beginning; null when every command is the same. */
  replay(record: RunRecord): Promise<Divergence | null>;
  close(): Promise<void>;
};

/** Which bundle is played on; the product's own unless another one is given. `as_worker` is for measuring, see `openIsolate`. */
export type StageOptions = { readonly bundle_path?: string; readonly as_worker?: boolean };

/** Opens a stage over the product's bundle, which is made if it is not there yet. */
export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const bundle_path = options.bundle_path ?? (await obtainBundle());
  const isolate = await openIsolate(bundle_path, options.as_worker === true);
  return {
    play: (play, script) => playOn(isolate, play, script),
    replay: (record) => replayRun(isolate, record),
    close: () => isolate.close(),
  };
}
