import { describe, expect, it } from 'vitest';
import { decodeEntities } from './html-entities.ts';

describe('character references', () => {
  it('become the characters that they name, also by number in either base', () => {
    expect(decodeEntities('Tom &amp; Jerry &ndash; 5 &euro; &#33; &#x2764;')).toBe('Tom & Jerry – 5 € ! ❤');
    expect(decodeEntities('&Auml;rger &auml;ndern')).toBe('Ärger ändern');
  });

  it('are read once, so that an escaped mark-up stays text', () => {
    expect(decodeEntities('&amp;lt;b&amp;gt;')).toBe('&lt;b&gt;');
  });

  it('stay as they stand when nobody knows them, also those named like members of every object', () => {
    for (const unknown of ['&foo;', '&toString;', '&valueOf;', '&amp', 'AT&T; R&D']) {
      expect(decodeEntities(unknown)).toBe(unknown);
    }
  });

  it('that name no character leave nothing behind', () => {
    expect(decodeEntities('a&#0;b&#xD800;c&#1114112;d')).toBe('abcd');
    expect(decodeEntities('soft&shy;en')).toBe('soften');
  });
});
