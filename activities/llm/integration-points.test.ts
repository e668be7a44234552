import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { modelAnswerSchemas } from '../../contracts/model-answers.ts';
import { answerSchema } from './council/answer-schema.ts';
import { integrationPoints } from './integration-points.ts';
import { createPromptRegistry } from './prompts/index.ts';

describe('the places where a model may speak', () => {
  it('are eight, each with its minimum of sources, and in the page about language models', () => {
    const page = readFileSync('docs/language-models.md', 'utf8');
    expect(integrationPoints.map((each) => each.point)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    for (const { name, min_sources_per_claim } of integrationPoints) {
      expect(page).toContain(`| ${name} |`);
      expect(min_sources_per_claim).toBeGreaterThan(0);
    }
  });

  it('cover every prompt, each task in one place, with the schema and the prompt of its name', () => {
    const tasks = integrationPoints.flatMap((each) => each.tasks);
    expect(tasks.toSorted()).toEqual(Object.keys(modelAnswerSchemas).toSorted());
    const registry = createPromptRegistry();
    expect(registry.names()).toEqual(tasks.toSorted());
    for (const task of tasks) expect(registry.getPrompt(task).output_schema).toBe(task);
  });
});

describe('the schema that a vendor is sent', () => {
  it.each(Object.entries(modelAnswerSchemas))(
    'of %s is strict: everything required, nothing else allowed',
    (_, schema) => {
      const text = JSON.stringify(answerSchema(schema));
      for (const keyword of ['minLength', 'maxLength', 'maxItems', '"minimum"', '$schema', '"default"'])
        expect(text).not.toContain(keyword);
      const objects = text.match(/"type":"object"/g)?.length ?? 0;
      expect(text.match(/"additionalProperties":false/g)).toHaveLength(objects);
      expect(text.match(/"required":\[/g)).toHaveLength(objects);
    },
  );

  it('makes what is optional nullable and keeps a property that is called like a keyword', () => {
    const schema = z.object({ format: z.string().optional(), default: z.number().min(1) });
    expect(answerSchema(schema)).toMatchObject({
      properties: { format: { anyOf: [{ type: 'string' }, { type: 'null' }] }, default: { type: 'number' } },
      required: ['format', 'default'],
    });
  });
});
