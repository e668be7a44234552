import { describe, expect, it } from 'vitest';
import { documentSchema, formatOf, renderDocuments } from './document.ts';

const document = (more: object = {}) =>
  documentSchema.parse({
    ...{ document_id: 'd1', source_key: 'returns.md', version: 2, kind: 'product_fact', title: 'Returns' },
    ...{ status: 'indexed', superseded: false, passages: 3, error_code: null },
    ...more,
  });

describe('the format of a file', () => {
  it.each([
    ['returns.md', 'markdown'],
    ['returns.markdown', 'markdown'],
    ['Page.HTML', 'html'],
    ['page.htm', 'html'],
    ['rows.csv', 'csv'],
    ['notes.txt', 'text'],
    ['archive.csv.md', 'markdown'],
    ['README', 'markdown'],
    ['-', 'markdown'],
    ['strange.constructor', 'markdown'],
  ])('is told by the end of its name: %s is %s', (file, format) => {
    expect(formatOf(file)).toBe(format);
  });
});

describe('documents at a terminal', () => {
  it('stand in a row each, with what is wrong with them', () => {
    const shown = renderDocuments([document(), document({ status: 'failed', error_code: 'KNOWLEDGE_UNREADABLE' })]);
    const [head, ...rows] = shown.split('\n').filter((line) => line.trim() !== '');
    expect(head).toMatch(/DOCUMENT.*KEY.*VERSION.*KIND.*STATUS.*PASSAGES.*ERROR.*TITLE/);
    expect(rows.some((row) => /d1.*returns\.md.*2.*product_fact.*indexed.*3.*Returns/.test(row))).toBe(true);
    expect(rows.some((row) => /failed.*KNOWLEDGE_UNREADABLE/.test(row))).toBe(true);
  });

  it('that a later version replaced are called that, although they were indexed', () => {
    expect(renderDocuments([document({ superseded: true })])).toContain('superseded');
  });

  it('of a state that nobody knows are refused rather than shown wrong', () => {
    expect(() => document({ status: 'melted' })).toThrow();
  });
});
