import type { CouncilOwner, CouncilRequest, CouncilSource } from '../../../contracts/council.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { callCost } from '../../../contracts/model-cost.ts';
import type { PromptVersion } from '../../../contracts/prompt.ts';
import { withTenant } from '../../../db/connect.ts';
import { readPrices } from '../../../db/queries/llm-prices.ts';
import { type ConfiguredModel, isNamed } from '../models/configured-models.ts';
import type { PersonalDataGuard } from '../outgoing/personal-data.ts';
import { systemText, writeMessage } from '../outgoing/write-message.ts';
import { chooseVersion } from '../registry/choose-version.ts';
import { chooseModels, type Demand } from '../routing/choose-models.ts';
import { type Route, routeOf } from '../routing/routing-table.ts';
import { estimateTokens } from '../wallet/estimate-tokens.ts';
import type { CouncilDependencies } from './council-dependencies.ts';

/** A question that is ready to be asked: hashed, fenced, routed. */
export type Prepared = {
  readonly prompt: PromptVersion;
  readonly verification: PromptVersion;
  readonly guard: PersonalDataGuard;
  readonly variables: Readonly<Record<string, string>>;
  readonly sources: readonly CouncilSource[];
  readonly message: string;
  readonly route: Route;
  readonly models: readonly ConfiguredModel[];
  /** Who may check what this model wrote, in order, another vendor's first. */
  readonly checkers: (writer: ConfiguredModel) => readonly ConfiguredModel[];
};

/**
 * Hashes personal data, writes the message and chooses prompt and models. Throws PROMPT_UNKNOWN, PROMPT_INVALID,
 * LLM_CONTEXT_TOO_LONG, or LLM_UNAVAILABLE when no model may be asked.
 */
export async function prepareQuestion(
  request: CouncilRequest<unknown>,
  owner: CouncilOwner,
  deps: CouncilDependencies,
  refusing: ReadonlySet<string>,
): Promise<Prepared> {
  const guard = await deps.guardOf(owner.tenant_id);
  const sources = request.sources.map((source) => ({
    ...source,
    title: guard.hash(source.title),
    text: guard.hash(source.text),
  }));
  const day = deps.clock.now().toISOString().slice(0, 10);
  const { prompt, verification, prices } = await withTenant(deps.database, owner.tenant_id, async (tx) => ({
    prompt: await chooseVersion(tx, deps.registry, { ...owner, ...request.prompt, version: request.prompt.version }),
    verification: await chooseVersion(tx, deps.registry, { ...owner, name: 'verification', version: undefined }),
    prices: await readPrices(tx, day),
  }));
  const variables = Object.fromEntries(
    Object.entries({ ...knownTo(prompt, request.optional_variables ?? {}), ...request.variables }).map(
      ([name, text]) => [name, guard.hash(text)],
    ),
  );
  const message = writeMessage(prompt, variables, sources);
  const input_tokens = estimateTokens(systemText(prompt), message);
  const route = routeOf(request.task);
  const demand = (except: ReadonlySet<string>, first: string | undefined): Demand => ({
    ...{ input_tokens, complexity_points: request.complexity_points ?? 0, first, except },
    costOf: (model) => callCost(model, input_tokens, prompt.metadata.max_tokens, prices).cost_usd,
  });
  checkNamed(request.model, deps.models);
  const checker = deps.models.filter((model) => deps.models.length > 1 && isNamed(model, deps.verifier));
  const except = new Set([...refusing, ...checker.map((model) => model.model)]);
  const able = chooseModels(deps.models, route, demand(except, request.model ?? deps.generator));
  const models = request.model_only ? able.filter((model) => isNamed(model, request.model)) : able;
  if (input_tokens > route.max_input_tokens) {
    const details = { input_tokens, max_input_tokens: route.max_input_tokens };
    throw new CodedError('LLM_CONTEXT_TOO_LONG', 'The question is too long for every model.', details);
  }
  if (models.length === 0) {
    const who = request.model_only ? `${request.model} may not` : 'No configured model may';
    throw new CodedError(
      'LLM_UNAVAILABLE',
      `${who} be asked this: it checks answers, is too dear or takes no temperature.`,
    );
  }
  const checkers = (writer: ConfiguredModel) => {
    const able = chooseModels(
      deps.models,
      routeOf('verification'),
      demand(new Set([...refusing, writer.model]), deps.verifier),
    );
    return [...able].sort((left, right) => rank(left) - rank(right));
    function rank(model: ConfiguredModel) {
      return isNamed(model, deps.verifier) ? 0 : model.vendor === writer.vendor ? 2 : 1;
    }
  };
  return { prompt, verification, guard, variables, sources, message, route, models, checkers };
}

/** What this version of a prompt has a place for. */
function knownTo({ variables }: PromptVersion, offered: Readonly<Record<string, string>>): Record<string, string> {
  const known = new Set(variables.map(({ name }) => name));
  return Object.fromEntries(Object.entries(offered).filter(([name]) => known.has(name)));
}

/** A name that no model has is a mistake of whoever asks: another model would answer in its name. */
function checkNamed(name: string | undefined, models: readonly ConfiguredModel[]): void {
  if (name === undefined || models.some((model) => isNamed(model, name))) return;
  const known = models.map(({ alias }) => alias);
  const message = `No configured model is called ${name}; there is ${known.join(', ')}.`;
  throw new CodedError('LLM_UNAVAILABLE', message, { model: name, known });
}
