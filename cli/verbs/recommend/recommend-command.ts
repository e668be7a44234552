import { critiqueByRules, reason, validate } from '../../../activities/reasoning/index.ts';
import type { CampaignContext } from '../../../contracts/reasoning/campaign-context.ts';
import type { Recommendation } from '../../../contracts/recommendation.ts';
import { type AddVerb, type CommandLine, type CommonOptions, command, connect } from '../../command-line.ts';
import { CommandFailure, exitCodes } from '../../exit.ts';
import { analyzeCampaign, collectContext, recommendForContext, type Wishes } from './ask-server.ts';
import { readContext } from './read-context.ts';
import { recommendationWords } from './recommendation-words.ts';
import { replayAnalysis, replayWords } from './replay-analysis.ts';

type Options = CommonOptions & {
  readonly context?: string;
  readonly replay?: string;
  readonly rules: boolean;
  readonly promptVersion?: string;
  readonly model?: string;
  readonly forceRefresh: boolean;
};

/**
 * `mbi recommend CAMPAIGN` has the server analyse a campaign; `mbi recommend --context FILE` reasons about a context from a
 * file, and with `--rules` in this process alone, without any server. With `--json` the whole recommendation is printed, in
 * the shape of docs/recommendation.schema.json. `mbi recommend --replay RECOMMENDATION` has the server reason again about what
 * was known then, and tells what is different; a difference is a finding.
 */
export const addRecommend: AddVerb = (parent, line) => {
  const verb = command('recommend', 'say what is going on in a campaign and recommend one action')
    .argument('[campaign]', 'the platform’s id of the campaign, or ours')
    .option('--context <file>', 'reason about this context (docs/campaign-context.schema.json; - reads stdin)')
    .option('--replay <recommendation_id>', 'what the rules of today make of what was known then')
    .option('--rules', 'the rules alone, in this process, without any language model', false)
    .option('--prompt-version <version>', 'version of the wording prompt, or NAME=VERSION of another')
    .option('--model <name>', 'ask this configured language model first')
    .option('--force-refresh', 'read every source anew and take no recent recommendation', false)
    .addHelpText(
      'after',
      '\nExamples:\n  mbi recommend 120210000000000001 --json\n  mbi recommend --context context.json --rules --json\n  mbi recommend --replay 0198c1f0-0000-4000-8000-000000000001',
    )
    .action(async (campaign: string | undefined, options: Options) => {
      const wanted = [campaign, options.context, options.replay].filter((each) => each !== undefined);
      if (wanted.length !== 1)
        throw new CommandFailure(
          'Name a campaign, a file with --context, or a recommendation with --replay; one of the three.',
          exitCodes.usage,
        );
      if (options.replay !== undefined) {
        const answer = await replayAnalysis(await connect(line, options), options.replay);
        line.terminal.result(answer, replayWords(answer), options.json);
        if (answer.outcome === 'different') line.exit(exitCodes.findings);
        return;
      }
      const { made, name } =
        options.context === undefined
          ? await forCampaign(line, campaign ?? '', options)
          : await forContext(line, await readContext(options.context, line), options);
      line.terminal.result(made, recommendationWords(made, name), options.json);
    });
  parent.addCommand(verb);
};

type Answer = { readonly made: Recommendation; readonly name: string | null };

async function forCampaign(line: CommandLine, campaign_id: string, options: Options): Promise<Answer> {
  if (!options.rules) {
    const api = await connect(line, options, 'recommendations:analyze');
    return { made: await analyzeCampaign(api, campaign_id, wishesOf(options)), name: null };
  }
  const api = await connect(line, options, 'actions:run');
  return byRules(await collectContext(api, line.terminal, campaign_id, options.forceRefresh));
}

/** The server when one can be reached; the rules in this process otherwise, which is said. */
async function forContext(line: CommandLine, context: CampaignContext, options: Options): Promise<Answer> {
  if (options.rules) return byRules(context);
  const api = await connect(line, options, 'actions:run').catch(() => null);
  const reachable =
    api !== null &&
    (await api.raw('/health', { method: 'GET' }).then(
      () => true,
      () => false,
    ));
  if (api === null || !reachable) {
    line.terminal.note('No server could be reached, so the rules of this installation decided alone.');
    return byRules(context);
  }
  const made = await recommendForContext(api, line.terminal, context, wishesOf(options));
  return { made, name: context.campaign_metrics?.campaign_name ?? null };
}

/**
 * The engine alone, with its own review and checks. It is as right as with a model, but nobody else has looked at it or worded
 * it, so it says `degraded`.
 */
function byRules(context: CampaignContext): Answer {
  const { recommendation } = reason(context);
  const issues = critiqueByRules(context, recommendation).filter((check) => !check.passed);
  const satisfactory = issues.every((issue) => issue.severity === 'minor');
  const reviewed = { ...recommendation, critique: { satisfactory, issues, strengths: [], by: ['rules'] } };
  return {
    made: {
      ...{ ...reviewed, validation: validate(context, recommendation), iteration_count: 1 },
      ...{ degraded: true, degraded_reason: 'the rules decided alone: no language model was asked' },
      campaign_id: context.campaign_id,
      generated_at: recommendation.generated_at ?? context.at ?? new Date().toISOString(),
    },
    name: context.campaign_metrics?.campaign_name ?? null,
  };
}

function wishesOf(options: Options): Wishes {
  const { forceRefresh: force_refresh, promptVersion: prompt_version, model } = options;
  return { force_refresh, prompt_version, model };
}
