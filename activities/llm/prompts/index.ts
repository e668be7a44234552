import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { canonicalJson } from '../../../contracts/canonical-json.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { type PromptVersion, promptFileSchema } from '../../../contracts/prompt.ts';

const manifestSchema = z.record(z.string(), z.strictObject({ latest: z.string() }));

/** Runs the golden cases with a version and gives its score; higher is better. Whoever evaluates hands it in. */
export type EvaluatePrompt<Result extends { readonly score: number }> = (prompt: PromptVersion) => Promise<Result>;

/** The prompts of this release. */
export type PromptRegistry = {
  readonly names: () => readonly string[];
  /** One version, by its file's name such as `v2`, by its number such as `2.0`, or `latest`. Throws PROMPT_UNKNOWN, PROMPT_INVALID. */
  readonly getPrompt: (name: string, version?: string) => PromptVersion;
  /** All versions of a prompt, oldest first in natural order, without the alias. Throws PROMPT_UNKNOWN. */
  readonly listVersions: (name: string) => readonly PromptVersion[];
  /** What `latest` stands for. Throws PROMPT_UNKNOWN. */
  readonly latestOf: (name: string) => string;
  /** Evaluates both versions; the higher score wins, a tie keeps the first. */
  readonly compareVersions: <Result extends { readonly score: number }>(
    name: string,
    versions: readonly [string, string],
    evaluate: EvaluatePrompt<Result>,
  ) => Promise<{ readonly results: readonly [Result, Result]; readonly winner: string }>;
};

/**
 * Reads prompts from a folder: one folder each, one YAML file per version, and a manifest with the aliases. A version that
 * was read is kept, as it never changes; the manifest is read every time, so that `latest` follows a deployment.
 */
export function createPromptRegistry(folder: string = import.meta.dirname): PromptRegistry {
  const read = new Map<string, PromptVersion>();
  const names = () =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort();
  const keysOf = (name: string) => {
    if (!names().includes(name)) throw unknown(name, null);
    return readdirSync(join(folder, name))
      .flatMap((file) => /^(v\d+)\.yaml$/.exec(file)?.[1] ?? [])
      .sort((left, right) => Number(left.slice(1)) - Number(right.slice(1)));
  };
  const readVersion = (name: string, key: string) => {
    const known = read.get(`${name}:${key}`);
    if (known !== undefined) return known;
    const version = parsePrompt(name, key, readFileSync(join(folder, name, `${key}.yaml`), 'utf8'));
    read.set(`${name}:${key}`, version);
    return version;
  };
  const latestOf = (name: string) => {
    const manifest = manifestSchema.parse(parse(readFileSync(join(folder, 'manifest.yaml'), 'utf8')));
    const latest = Object.hasOwn(manifest, name) ? manifest[name]?.latest : undefined;
    if (latest === undefined) throw unknown(name, 'latest');
    return latest;
  };
  const listVersions = (name: string) => keysOf(name).map((key) => readVersion(name, key));
  const getPrompt = (name: string, version = 'latest') => {
    const wanted = version === 'latest' ? latestOf(name) : version;
    const found = listVersions(name).find((each) => each.key === wanted || each.version === wanted);
    if (found === undefined) throw unknown(name, version);
    return found;
  };
  return {
    ...{ names, getPrompt, listVersions, latestOf },
    compareVersions: async (name, [first, second], evaluate) => {
      const results = [await evaluate(getPrompt(name, first)), await evaluate(getPrompt(name, second))] as const;
      return { results, winner: results[1].score > results[0].score ? second : first };
    },
  };
}

/** Reads one file. Its digest covers its content, not its layout. Throws PROMPT_INVALID. */
function parsePrompt(name: string, key: string, text: string): PromptVersion {
  const parsed = promptFileSchema.safeParse(parse(text));
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new CodedError('PROMPT_INVALID', `The prompt ${name} ${key} is not valid: ${problems.join('; ')}`, {
      problems,
    });
  }
  const digest = createHash('sha256').update(canonicalJson(parsed.data)).digest('hex');
  return { ...parsed.data, name, key, digest };
}

function unknown(name: string, version: string | null): CodedError {
  const which = version === null ? '' : ` in the version ${version}`;
  return new CodedError('PROMPT_UNKNOWN', `There is no prompt ${name}${which}.`, { name, version });
}
