import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { publishedSchemas } from './json-schemas.ts';

const documentSchema = z.looseObject({
  $schema: z.literal('https://json-schema.org/draft/2020-12/schema'),
  $id: z.string(),
  required: z.array(z.string()),
  properties: z.record(z.string(), z.unknown()),
});
const documentOf = (name: string) => {
  const found = publishedSchemas().find((each) => each.name === name);
  return documentSchema.parse(JSON.parse(found?.text ?? 'null'));
};

describe('the published schemas', () => {
  it('let a context leave out everything but whose it is', () => {
    const { required, properties } = documentOf('campaign-context.schema.json');
    expect(required).toEqual(['campaign_id']);
    for (const part of ['campaign_metrics', 'creative_metrics', 'competitor_signals', 'audience_analytics'])
      expect(Object.keys(properties)).toContain(part);
    expect(Object.keys(properties)).toContain('historical_patterns');
  });

  it('promise every field of a recommendation but the names, which those made before do not hold', () => {
    const { required, properties } = documentOf('recommendation.schema.json');
    expect([...required, 'names'].sort()).toEqual(Object.keys(properties).sort());
    for (const field of [
      'campaign_id',
      'generated_at',
      'typed_action',
      'prompt_version',
      'degraded',
      'missing_sources',
    ])
      expect(required).toContain(field);
  });

  it('are served under their names, and end as text files do', () => {
    for (const { name, path, text } of publishedSchemas()) {
      expect(path).toBe(`/schemas/${name}`);
      expect(text.endsWith('}\n')).toBe(true);
    }
  });
});
