import { describe, expect, it } from 'vitest';
import { type Asked, adviceFor, analysisSaying, degraded, standInCouncil } from '../../tests/evals/stand-in-council.ts';
import { suiteCommand } from './suite-command.ts';

const owner = { ...{ tenant_id: 't', execution_id: null, campaign_id: null }, signal: new AbortController().signal };
/** Sees competitors with v3 alone; a rubric is kept as far as `kept` says. */
const council = (kept: number | null) =>
  standInCouncil(({ task, version, variables }: Asked) => {
    if (task === 'rubric')
      return kept === null ? degraded('LLM_UNAVAILABLE', 'away') : { kept, explanation: 'It is there.' };
    if (task === 'signal_analysis')
      return analysisSaying(version === 'v3' ? 'The activity of competitors rose significantly.' : 'Nobody knows.');
    return adviceFor(variables.analysis?.includes('competitors') ? 'Bid Adjustment' : 'Campaign Pause');
  });
const pressure = { filter: 'pressure', prompt_versions: ['v2', 'v3'], models: ['small-1'] };

describe('the regression suite as a command', () => {
  it('runs on the rules without a key: similarity by the own encoder, rubrics said to be not run', async () => {
    const { text, passed, results } = await suiteCommand({ filter: '', prompt_versions: [], models: [] }, null);
    expect(passed).toBe(true);
    expect(results.map(({ provider, prompt_version }) => `${provider} ${prompt_version}`)).toEqual([
      ...['rules latest', 'rules latest'],
    ]);
    expect(text).toContain('no model has a key');
    expect(text).toMatch(/similar: 1 \(0\.\d\d of 0\.5, offline encoder\)/);
    expect(text).toContain('rubric: not run (no judge to ask)');
  });

  it('runs versions × models beside the rules, and scores the versions by what models said alone', async () => {
    const { results, scores, passed, text } = await suiteCommand(pressure, { council: council(0.9), owner });
    expect(results.map((each) => [each.provider, each.prompt_version, each.passed])).toEqual([
      ['rules', 'v2', true],
      ['rules', 'v3', true],
      ['small-1', 'v2', false],
      ['small-1', 'v3', true],
    ]);
    expect(scores).toEqual([
      { prompt_version: 'v2', score: 0 },
      { prompt_version: 'v3', score: 1 },
    ]);
    expect(passed).toBe(false);
    expect(text).toContain('v3: 100.0 % of the cells passed');
  });

  it.each([
    ['kept', 0.75, true],
    ['not kept', 0.74, false],
    ['not judged by a model that is away', null, true],
  ])('takes a rubric that is %s at its word', async (_, kept, passed) => {
    const wish = { ...pressure, prompt_versions: ['v3'] };
    const { results } = await suiteCommand(wish, { council: council(kept), owner });
    expect(results.find(({ provider }) => provider === 'small-1')?.passed).toBe(passed);
  });

  it('passes nothing where no case has the name', async () => {
    const { passed, text } = await suiteCommand({ ...pressure, filter: 'weather' }, null);
    expect([passed, text]).toEqual([false, expect.stringContaining('There is no case with this name.')]);
  });
});
