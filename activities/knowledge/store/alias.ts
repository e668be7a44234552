import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { EmbeddingSpace } from '../embedding/embedder.ts';
import { splitterVersion } from '../passages/split.ts';

const aliasSchema = z.object({
  table: z.string().regex(/^passages_[a-z0-9_]{1,150}$/),
  model: z.string(),
  dimensions: z.int(),
  splitter_version: z.int(),
});
/** Which table of a tenant answers now, and how its vectors were made. */
export type Alias = z.infer<typeof aliasSchema>;

/** The table that holds passages as they are cut and embedded now. */
export function aliasFor({ model, dimensions }: EmbeddingSpace): Alias {
  const slug = model
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .slice(0, 100);
  const table = `passages_${slug}_${dimensions}_v${splitterVersion}`;
  return { table, model, dimensions, splitter_version: splitterVersion };
}

/** The alias in a folder; null when nothing was ever stored there. */
export async function readAlias(folder: string): Promise<Alias | null> {
  try {
    return aliasSchema.parse(JSON.parse(await readFile(join(folder, 'alias.json'), 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Lets another table answer from now on. Readers see the old alias or the new one, never half of it. */
export async function writeAlias(folder: string, alias: Alias): Promise<void> {
  await mkdir(folder, { recursive: true });
  const draft = join(folder, `alias.${process.pid}.tmp`);
  await writeFile(draft, `${JSON.stringify(alias)}\n`);
  await rename(draft, join(folder, 'alias.json'));
}
