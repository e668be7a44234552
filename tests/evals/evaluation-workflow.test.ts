import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const stepSchema = z.looseObject({
  name: z.string().optional(),
  run: z.string().optional(),
  uses: z.string().optional(),
  if: z.string().optional(),
});
const workflowSchema = z.looseObject({
  on: z.object({
    pull_request: z.object({ paths: z.array(z.string()) }),
    push: z.object({ branches: z.array(z.string()) }),
    workflow_dispatch: z.null(),
  }),
  permissions: z.record(z.string(), z.string()),
  jobs: z.object({ evaluate: z.looseObject({ steps: z.array(stepSchema), 'timeout-minutes': z.number() }) }),
});
const source = readFileSync('.github/workflows/evaluation.yml', 'utf8');
const workflow = workflowSchema.parse(parse(source));
const { steps } = workflow.jobs.evaluate;
const runs = steps.map(({ run = '' }) => run).join('\n');
const scripts = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8'))).scripts;
const main = readFileSync('evals/main.ts', 'utf8');

describe('the evaluation of a pull request', () => {
  it('runs only scripts that the package has', () => {
    const called = [...runs.matchAll(/npm run (?:--silent )?([\w:]+)/g)].map((match) => match[1] ?? '');
    expect(called).toContain('eval');
    expect(called.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  it('gives the evaluation only flags that it knows', () => {
    const flags = [...runs.matchAll(/npm run [^\n]*?eval -- ([^\n>]*)/g)]
      .flatMap((match) => [...(match[1] ?? '').matchAll(/--([a-z-]+)/g)].map((flag) => flag[1] ?? ''))
      .concat([...runs.matchAll(/compare="--([a-z-]+)/g)].map((flag) => flag[1] ?? ''));
    expect(flags.toSorted()).toEqual(['comment', 'compare', 'suite']);
    for (const flag of flags) expect(main).toMatch(new RegExp(`'?${flag}'?: \\{ type:`));
  });

  it('begins for what the answers depend on, each of which is there', () => {
    const { paths } = workflow.on.pull_request;
    for (const path of paths) expect(existsSync(path.replace('/**', '')), path).toBe(true);
    for (const room of ['activities/**', 'evals/**', 'contracts/**']) expect(paths).toContain(room);
  });

  it('also runs on main, whose results the next pull request is held against', () => {
    expect(workflow.on.push.branches).toEqual(['main']);
    const kept = steps.find(({ uses = '' }) => uses.startsWith('actions/upload-artifact'));
    expect(kept?.if).toBe('always()');
    expect(JSON.stringify(kept)).toContain('eval_results.json');
    expect(runs).toContain('--compare main-run/eval_results.json');
  });

  it('comes in order: installed, held against main, kept, said; and says it also when it failed', () => {
    const order = ['Install', 'Fetch the last run of main', 'Regression suite', 'Evaluate', 'Keep the results'];
    const at = [...order, 'Say so on the pull request'].map((name) => steps.findIndex((step) => step.name === name));
    expect(at).not.toContain(-1);
    expect(at).toEqual(at.toSorted((one, other) => one - other));
    expect(steps.at(-1)?.if).toMatch(/^always\(\)/);
  });

  it('writes one comment, again and again, and may do nothing else', () => {
    expect(runs).toContain('gh pr comment');
    expect(runs).toContain('--edit-last --create-if-none');
    expect(workflow.permissions).toEqual({ contents: 'read', actions: 'read', 'pull-requests': 'write' });
  });

  it('puts no text of a pull request into a shell', () => {
    expect(source).not.toMatch(/github\.event\.pull_request\.(?:title|body|head\.ref)|github\.head_ref/);
  });

  it('ends by itself', () => {
    expect(workflow.jobs.evaluate['timeout-minutes']).toBeLessThanOrEqual(30);
  });
});
