import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const birthSchema = z.object({
  seed: z.string(),
  /** The instant (virtual) around which history and causes are laid out. */
  born_at: z.number(),
  /** How far the virtual clock is ahead of real time. */
  offset_milliseconds: z.number(),
});
/** What must stay the same over restarts so that the past does not change. */
export type Birth = z.infer<typeof birthSchema>;

/** Reads the birth of this data directory, or writes the given one when there is none yet. */
export function openBirth(directory: string, fresh: () => Birth) {
  const path = join(directory, 'birth.json');
  const save = (birth: Birth) => {
    const file = openSync(`${path}.new`, 'w');
    writeSync(file, JSON.stringify(birth));
    fsyncSync(file);
    closeSync(file);
    renameSync(`${path}.new`, path);
    return birth;
  };
  const load = () => (existsSync(path) ? birthSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) : save(fresh()));
  return { load, save };
}
