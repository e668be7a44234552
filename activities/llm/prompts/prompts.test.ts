import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { modelAnswerSchemas } from '../../../contracts/model-answers.ts';
import { workflowTypeSchema } from '../../../contracts/recommendation.ts';
import * as limits from '../../reasoning/thresholds.ts';
import { createPromptRegistry } from './index.ts';

const registry = createPromptRegistry();
const oneLine = (text: string) => text.replace(/\s+/g, ' ');
const textOf = (name: string, version?: string) => oneLine(registry.getPrompt(name, version).prompt);
const fieldsOf = (schema: { readonly shape: object }) => Object.keys(schema.shape);

describe('every prompt file', () => {
  const all = registry.names().flatMap((name) => registry.listVersions(name));

  it('has all its fields, an answer schema of the code, and a place in the guide', () => {
    const guide = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');
    expect(all.map((each) => each.name)).toEqual(expect.arrayContaining(Object.keys(modelAnswerSchemas)));
    for (const each of all) {
      expect(each.author).toBe('MBI');
      expect(Number(each.version)).toBe(Number(each.key.slice(1)));
      expect(each.changelog[0]).toContain(`${each.version}:`);
      expect(Object.keys(modelAnswerSchemas)).toContain(each.output_schema);
      expect(guide).toContain(`| \`${each.name}\` | ${each.key} |`);
      expect(each.prompt).not.toMatch(/\{\{|<data/);
    }
  });

  it('tells every field of its answer', () => {
    for (const each of all) {
      const schema = Object.entries(modelAnswerSchemas).find(([name]) => name === each.output_schema)?.[1];
      for (const field of schema === undefined ? ['?'] : fieldsOf(schema)) {
        if (field !== 'claims') expect(each.prompt, `${each.name} ${each.key}`).toContain(field);
      }
    }
  });
});

describe('the analyst', () => {
  it.each(['v1', 'v2', 'v3'])(
    'in %s is told the workflows, the limits of the code, four families and five guidelines',
    (version) => {
      const text = textOf('signal_analysis', version);
      for (const workflow of workflowTypeSchema.options) expect(text).toContain(`- ${workflow}: `);
      expect(text).toContain(`more than ${limits.significantPct} % is significant`);
      expect(text).toContain(`more than ${limits.criticalPct} % is critical`);
      expect(text).toContain(`${limits.establishedDays} days or more is an established trend`);
      expect(text).toContain(`above ${limits.tiredFrequency} impressions per user`);
      expect(text).toContain(`older than ${limits.oldCreativeDays} days`);
      expect(text).toContain(`impression share above ${limits.saturatedShare * 100} %`);
      expect(text).toContain(`up by more than ${limits.competitorActivityPct} %`);
      for (const family of ['Creative fatigue', 'Audience saturation', 'Competitive pressure', 'Seasonal or external'])
        expect(text).toContain(`- ${family}: `);
      for (const question of [
        'several metrics agree?',
        'contradictions',
        'simplest explanation?',
        'What worked',
        'pattern recur',
      ])
        expect(text).toContain(question);
      for (const guideline of ['data', 'alternatives', 'honest', 'Causation is not correlation', 'specific'])
        expect(text.slice(text.indexOf('Guidelines'))).toContain(guideline);
      for (const fact of ['45 to 58.50', '2.8 %', '95 %', '+40 %', '3 new entrants', '+25 %', '0.82'])
        expect(text).toContain(fact);
    },
  );

  it('is set up as required', () => {
    expect(registry.getPrompt('signal_analysis', 'v1').metadata).toEqual({
      model: 'gpt-4o',
      temperature: 0.1,
      max_tokens: 2000,
    });
    expect(registry.getPrompt('signal_analysis').key).toBe('v3');
  });
});

describe('the strategist', () => {
  it('is told which action suits which cause, and six guidelines', () => {
    const text = textOf('recommendation_generation');
    for (const pair of [
      'creative fatigue: Creative Refresh',
      'audience saturation: Audience Expansion',
      'competitive pressure: Bid Adjustment',
      'poor targeting: Audience Expansion that refines',
      'uneven segments: Budget Reallocation',
      'fundamental issue: Campaign Pause',
      'Continue Monitoring, which avoids overreaction',
    ])
      expect(text).toContain(pair);
    for (const guideline of ['Give amounts', 'Connect', 'should happen', 'go wrong', 'Offer alternatives', 'measured'])
      expect(text).toContain(guideline);
  });
});

describe('the reviewer and the judge', () => {
  it('are told their checks, severities and criteria', () => {
    const review = textOf('critique');
    for (const check of [
      'Logical consistency',
      'Specificity',
      'Risk assessment',
      'Alternatives',
      'Success criteria',
      'CRITICAL',
      'major',
      'minor',
    ])
      expect(review).toContain(`- ${check}:`);
    expect(registry.getPrompt('judge').metadata.temperature).toBe(0);
    expect(textOf('judge')).toMatch(/from 1 to 5.*whether|sound\? Are its conclusions supported by evidence\?/);
  });
});

describe('the registry', () => {
  const file = (version: string) =>
    readFileSync(join(import.meta.dirname, 'critique/v1.yaml'), 'utf8').replace(
      'version: "1.0"',
      `version: "${version}"`,
    );
  function folder() {
    const path = mkdtempSync(join(tmpdir(), 'prompts-'));
    mkdirSync(join(path, 'critique'));
    for (const serial of [1, 2, 10]) writeFileSync(join(path, 'critique', `v${serial}.yaml`), file(`${serial}.0`));
    writeFileSync(join(path, 'critique', 'notes.txt'), 'not a version');
    writeFileSync(join(path, 'manifest.yaml'), 'critique: { latest: v2 }');
    return path;
  }

  it('lists versions in their natural order and finds them by file, by number and by alias', () => {
    const own = createPromptRegistry(folder());
    expect(own.listVersions('critique').map((each) => each.key)).toEqual(['v1', 'v2', 'v10']);
    expect([
      own.getPrompt('critique').key,
      own.getPrompt('critique', '10.0').key,
      own.getPrompt('critique', 'v1').key,
    ]).toEqual(['v2', 'v10', 'v1']);
  });

  it('follows the alias when it is moved, and keeps versions as it read them', () => {
    const path = folder();
    const own = createPromptRegistry(path);
    const { digest } = own.getPrompt('critique', 'v2');
    writeFileSync(join(path, 'manifest.yaml'), 'critique: { latest: v10 }');
    writeFileSync(join(path, 'critique', 'v2.yaml'), file('2.9'));
    expect(own.getPrompt('critique').key).toBe('v10');
    expect(own.getPrompt('critique', 'v2').digest).toBe(digest);
    expect(createPromptRegistry(path).getPrompt('critique', 'v2').digest).not.toBe(digest);
  });

  it('says which prompt or version it does not know', () => {
    const own = createPromptRegistry(folder());
    for (const attempt of [
      () => own.getPrompt('nothing'),
      () => own.getPrompt('critique', 'v3'),
      () => own.listVersions('../critique'),
    ])
      expect(attempt).toThrow(expect.objectContaining({ code: 'PROMPT_UNKNOWN' }));
  });

  it('refuses a file that lacks a field or asks for more than 0.2 as temperature', () => {
    const path = folder();
    writeFileSync(join(path, 'critique', 'v2.yaml'), file('2.0').replace('temperature: 0', 'temperature: 0.3'));
    expect(() => createPromptRegistry(path).getPrompt('critique')).toThrow(
      expect.objectContaining({ code: 'PROMPT_INVALID' }),
    );
  });

  it.each([
    [1, 2, 'v2'],
    [2, 1, 'v1'],
    [1, 1, 'v1'],
  ])('compares two versions: scores %d and %d make %s win', async (first, second, winner) => {
    const scores = new Map([
      ['v1', first],
      ['v2', second],
    ]);
    const own = createPromptRegistry(folder());
    const compared = await own.compareVersions('critique', ['v1', 'v2'], async (prompt) => ({
      score: scores.get(prompt.key) ?? 0,
    }));
    expect(compared).toEqual({ results: [{ score: first }, { score: second }], winner });
  });
});
