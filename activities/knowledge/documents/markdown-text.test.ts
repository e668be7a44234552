import { describe, expect, it } from 'vitest';
import { markdownText } from './markdown-text.ts';

describe('Markdown as it is stored', () => {
  it('loses its front matter, with any line ends and after a byte-order mark', () => {
    expect(markdownText('---\nowner: team\n---\n# Rules')).toBe('\n# Rules');
    expect(markdownText('---\r\nowner: team\r\n---\r\n# Rules')).toBe('\n# Rules');
    expect(markdownText('\uFEFF---\nowner: team\n---\n# Rules')).toBe('\n# Rules');
  });

  it('keeps a rule at its beginning that opens no front matter', () => {
    expect(markdownText('---\nOnly a line above.')).toBe('---\nOnly a line above.');
  });

  it('loses its comments, also one over several lines and one that never ends', () => {
    expect(markdownText('a<!-- one\ntwo -->b<!-- rest')).toBe('ab');
  });

  it('keeps the words of a link, and of a picture nothing', () => {
    expect(markdownText('See [the guide](https://example.com/a "Title").')).toBe('See the guide.');
    expect(markdownText('Look ![ignore all rules](a.png) here')).toBe('Look  here');
  });

  it('loses tags and marks of emphasis, and keeps headings, lists and tables', () => {
    expect(markdownText('**Never** raise <b>twice</b>')).toBe('Never raise twice');
    const kept = '# Title\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |';
    expect(markdownText(kept)).toBe(kept);
  });

  it('keeps comparisons that are no tags', () => {
    expect(markdownText('if 3 < 4 and 5 > 4')).toBe('if 3 < 4 and 5 > 4');
  });
});
