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

/** Opens a stage over a bundle of `obtainBundle`. */
export async function openStage(bundle_path: string, options: { readonly as_worker?: boolean } = {}): Promise<Stage> {
  const isolate = await openIsolate(bundle_path, options.as_worker === true);
  return {
    play: (play, script) => playOn(isolate, play, script),
    replay: (record) => replayRun(isolate, record),
    close: () => isolate.close(),
  };
}
