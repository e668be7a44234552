import { createHash } from 'node:crypto';
import type { JsonObject } from '../../../contracts/canonical-json.ts';
import { type PromptVersion, promptFileSchema } from '../../../contracts/prompt.ts';
import type { TenantTransaction } from '../../../db/connect.ts';
import { readPinnedVersion } from '../../../db/queries/llm-calls.ts';
import { type PromptExperiment, readDecidingExperiment } from '../../../db/queries/prompt-experiments.ts';
import { keepPromptVersion } from '../../../db/queries/prompt-versions.ts';
import type { PromptRegistry } from '../prompts/index.ts';

/**
 * Which version answers: the one that is asked for, else the one that this execution began with, else what the experiment
 * gives the campaign, else `latest`. A copy of it is kept. Throws PROMPT_UNKNOWN.
 */
export async function chooseVersion(
  tx: TenantTransaction,
  registry: PromptRegistry,
  asked: {
    readonly name: string;
    readonly version: string | undefined;
    readonly execution_id: string | null;
    readonly campaign_id: string | null;
  },
): Promise<PromptVersion> {
  const chosen = registry.getPrompt(asked.name, asked.version ?? (await versionInUse(tx, registry, asked)));
  const content: JsonObject = promptFileSchema.parse(
    Object.fromEntries(Object.entries(chosen).filter(([key]) => key in promptFileSchema.shape)),
  );
  await keepPromptVersion(tx, { digest: chosen.digest, name: chosen.name, version: chosen.key, content });
  return chosen;
}

async function versionInUse(
  tx: TenantTransaction,
  registry: PromptRegistry,
  {
    name,
    execution_id,
    campaign_id,
  }: { readonly name: string; readonly execution_id: string | null; readonly campaign_id: string | null },
): Promise<string> {
  const known = registry.listVersions(name).map((each) => each.key);
  const pinned = execution_id === null ? null : await readPinnedVersion(tx, execution_id, name);
  if (pinned !== null && known.includes(pinned)) return pinned;
  const experiment = await readDecidingExperiment(tx, name);
  const given = experiment === null ? null : versionFor(experiment, campaign_id);
  return given !== null && known.includes(given) ? given : 'latest';
}

/** The version that an experiment gives a campaign: always the same one while it runs, `version_b` once it is promoted. */
export function versionFor(
  experiment: Pick<PromptExperiment, 'prompt_experiment_id' | 'status' | 'version_a' | 'version_b' | 'share_b_pct'>,
  campaign_id: string | null,
): string {
  if (experiment.status === 'promoted') return experiment.version_b;
  if (campaign_id === null) return experiment.version_a;
  const digest = createHash('sha256').update(`${experiment.prompt_experiment_id}:${campaign_id}`).digest();
  return digest.readUInt32BE(0) % 100 < experiment.share_b_pct ? experiment.version_b : experiment.version_a;
}
