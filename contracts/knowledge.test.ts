import { describe, expect, it } from 'vitest';
import {
  knowledgeDocumentSchema,
  knowledgePassageSchema,
  knowledgeQuerySchema,
  mostDocumentCharacters,
} from './knowledge.ts';

const least = { source_key: 'brand/tone-of-voice', kind: 'brand_guideline', title: ' Tone ', content: 'Be warm.' };

describe('a document that is handed in', () => {
  it('needs four things; the rest has its defaults', () => {
    expect(knowledgeDocumentSchema.parse(least)).toEqual({
      ...{ ...least, title: 'Tone', format: 'markdown', source_url: null, language: 'en', dated_on: null, access: [] },
    });
  });

  it.each([
    ['a name that climbs out', { source_key: '../secrets' }],
    ['a name with spaces', { source_key: 'brand tone' }],
    ['an empty name', { source_key: '' }],
    ['a name that is too long', { source_key: 'a'.repeat(201) }],
    ['a title of spaces', { title: '   ' }],
    ['a book', { content: 'x'.repeat(mostDocumentCharacters + 1) }],
    ['an address that a browser would run', { source_url: 'javascript:alert(1)' }],
    ['an address of a file', { source_url: 'file:///etc/passwd' }],
    ['a language that is no code', { language: 'english' }],
    ['a day that there is not', { dated_on: '2026-02-30' }],
    ['a role that there is not', { access: ['everybody'] }],
    ['a kind that there is not', { kind: 'gossip' }],
    ['a form that nobody reads', { format: 'pdf' }],
    ['a field that nobody knows', { trusted: true }],
  ])('is refused with %s', (_name, wrong) => {
    expect(knowledgeDocumentSchema.safeParse({ ...least, ...wrong }).success).toBe(false);
  });

  it.each(['a', 'brand/tone-of-voice', 'policy:eu/2026.1', '_draft', 'a'.repeat(200)])(
    'may be called %s',
    (source_key) => {
      expect(knowledgeDocumentSchema.safeParse({ ...least, source_key }).success).toBe(true);
    },
  );

  it('may be as long as the limit', () => {
    const content = 'x'.repeat(mostDocumentCharacters);
    expect(knowledgeDocumentSchema.safeParse({ ...least, content }).success).toBe(true);
  });
});

describe('a question', () => {
  it('asks for five passages of any kind unless it says otherwise', () => {
    expect(knowledgeQuerySchema.parse({ query: '  how do we speak? ' })).toEqual({
      ...{ query: 'how do we speak?', kinds: [], limit: 5 },
    });
  });

  it.each([
    { query: '   ' },
    { query: 'x'.repeat(1_001) },
    { query: 'x', limit: 0 },
    { query: 'x', limit: 21 },
    { query: 'x', kinds: ['gossip'] },
  ])('is refused when it asks nothing or too much (%#)', (wrong) => {
    expect(knowledgeQuerySchema.safeParse(wrong).success).toBe(false);
  });
});

describe('a passage', () => {
  const passage = {
    ...{ source_id: 'd#1', document_id: '7d3f3e0e-6f43-4b6e-9c37-0f1f4a2f9c11', title: 'Tone', section: '' },
    ...{ kind: 'brand_guideline', language: 'en', dated_on: null, start: 0, end: 8, text: 'Be warm.', score: 0.7 },
  };

  it('is never trusted, whatever it says of itself', () => {
    expect(knowledgePassageSchema.safeParse({ ...passage, trusted: false }).success).toBe(true);
    expect(knowledgePassageSchema.safeParse({ ...passage, trusted: true }).success).toBe(false);
    expect(knowledgePassageSchema.safeParse(passage).success).toBe(false);
    expect(knowledgePassageSchema.safeParse({ ...passage, trusted: false, score: 1.1 }).success).toBe(false);
  });
});
