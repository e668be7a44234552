import { describe, expect, it } from 'vitest';
import { accessMark, checkedUuid, ofDocuments, whereOf } from './where.ts';

const id = '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b';
const refused = expect.objectContaining({ code: 'REQUEST_INVALID' });

describe('what a search may find', () => {
  it('is what everybody may read, for somebody without a role', () => {
    expect(whereOf({ kinds: [], roles: [] })).toBe("(access = '')");
  });

  it('is besides what one of their roles may read, of the asked kinds', () => {
    expect(whereOf({ kinds: ['brand_guideline'], roles: ['admin'] })).toBe(
      "(access = '' or access like '%|admin|%') and kind in ('brand_guideline')",
    );
  });

  it('names roles so that none is found within another', () => {
    expect(accessMark(['admin', 'viewer'])).toBe('|admin|viewer|');
    expect(accessMark([])).toBe('');
  });
});

describe('an id in a filter or a folder', () => {
  it('is a uuid in small letters', () => {
    expect(checkedUuid(id.toUpperCase())).toBe(id);
    expect(ofDocuments([id, id.toUpperCase()])).toBe(`document_id in ('${id}', '${id}')`);
  });

  it('is refused when it is anything else, before it reaches a filter', () => {
    for (const text of ['', '..', `${id}' or '1'='1`, `${id}\n`, id.slice(1)]) {
      expect(() => checkedUuid(text)).toThrow(refused);
      expect(() => ofDocuments([id, text])).toThrow(refused);
    }
  });
});
