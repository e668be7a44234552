import { expect, it } from 'vitest';
import { htmlText, oneLine } from './html-text.ts';

it('nothing in a text begins a tag, an attribute or an entity', () => {
  expect(htmlText(`<img src="x" onerror='y'>&amp;`)).toBe('&lt;img src=&quot;x&quot; onerror=&#39;y&#39;&gt;&amp;amp;');
});

it('one line is one line, of a bounded length', () => {
  expect(oneLine('a\r\nBcc: b\tc\u0000')).toBe('a Bcc: b c');
  expect(oneLine('x'.repeat(200))).toHaveLength(150);
  expect(oneLine('short', 5)).toBe('short');
});
