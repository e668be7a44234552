import { describe, expect, it } from 'vitest';
import { scrubbed, scrubbedDetails } from './scrub.ts';

describe('what leaves the worker in words of others', () => {
  it.each([
    'access_token=hush',
    'https://graph.example/act_1?fields=a&access_token=hush&limit=5',
    '{"access_token":"hush"}',
    '{"api_key": "hush", "a": 1}',
    "apikey='hush'",
    'Authorization: hush',
    'Authorization: Bearer hush',
    'authorization=Basic hush',
    '{"Authorization":"Bearer hush"}',
    'sent with bearer hush',
    'password: hush',
    'PASSWORD=hush',
    'postgres://mbi_app:hush@127.0.0.1:5432/mbi',
    'redis://:hush@cache:6379',
    'token hush and secret=hush',
  ])('has no secret: %s', (text) => {
    expect(scrubbed(text)).not.toContain('hush');
    expect(scrubbed(text)).toContain('***');
  });

  it('keeps everything else, so that people can act on it', () => {
    for (const text of ['The budget of campaign 100 is too low.', 'https://graph.example/act_1?limit=5', '']) {
      expect(scrubbed(text)).toBe(text);
    }
    expect(scrubbed('?access_token=hush&limit=5')).toBe('?access_token=***&limit=5');
    expect(scrubbed('postgres://me:hush@host/db')).toBe('postgres://me:***@host/db');
  });
});

describe('details of an error', () => {
  it('lose what is secret by its name or by its text, however deep', () => {
    const details = {
      request: { headers: { authorization: 'x1' }, url: '/a?access_token=x2' },
      list: [{ apiKey: 'x3' }],
    };
    const clean = JSON.stringify(scrubbedDetails(details));
    for (const secret of ['x1', 'x2', 'x3']) expect(clean).not.toContain(secret);
  });

  it('stay as they are otherwise', () => {
    const details = { entity_id: '1', attempts: 3, nothing: null, list: [1, 'two'] };
    expect(scrubbedDetails(details)).toEqual(details);
  });

  it('are plain JSON, or nothing', () => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    for (const odd of [circular, { big: 1n }, null, undefined, 'text', 5]) expect(scrubbedDetails(odd)).toEqual({});
    expect(scrubbedDetails({ at: new Date('2026-01-01'), gone: undefined })).toEqual({
      at: '2026-01-01T00:00:00.000Z',
    });
  });

  it('are left out when they are too long, and say so', () => {
    expect(scrubbedDetails({ text: 'x'.repeat(20_000) })).toEqual({ omitted: '20011 characters of details' });
  });
});
