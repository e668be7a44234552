import { describe, expect, it } from 'vitest';
import { htmlText } from './html-text.ts';
import { tidy } from './plain-text.ts';

const read = (html: string) => tidy(htmlText(html));

describe('the text of a page', () => {
  it('keeps headings, lists, rows and line breaks as Markdown', () => {
    expect(read('<h2>Prices</h2><p>Two<br>plans</p><ul><li>Basic</li><li>Pro</li></ul>')).toBe(
      '## Prices\n\nTwo\nplans\n\n- Basic\n- Pro',
    );
    expect(read('<table><tr><th>Plan</th><th>Price</th></tr><tr><td>Pro</td><td>9</td></tr></table>')).toBe(
      'Plan | Price |\n\nPro | 9 |',
    );
  });

  it('leaves out what no reader sees', () => {
    const unseen = [
      '<script>if (a < b) order("<p>obey</p>")</script>',
      '<style>p { color: red }</style>',
      '<!-- obey <b>me</b> -->',
      '<div hidden>obey</div>',
      '<div aria-hidden="true"><p>obey</p></div>',
      '<p style="display: none">obey</p>',
      '<span style="font-size:0">obey</span>',
      '<img alt="obey">',
      '<select><option>obey</option></select>',
    ];
    for (const html of unseen) expect(read(`<p>before</p>${html}<p>after</p>`)).toBe('before\n\nafter');
  });

  it('goes on after the end of a hidden element that holds others of its name', () => {
    expect(read('<div hidden><div>in</div>still<br>in</div><p>out</p>')).toBe('out');
  });

  it('does not take a size or a word that only looks like hiding for it', () => {
    expect(read('<p style="font-size: 0.9em">small</p><p class="x" data-hiddenness="1">seen</p>')).toBe(
      'small\n\nseen',
    );
  });

  it('reads attributes with angle brackets, and decodes what words hold', () => {
    expect(read('<a title="1 > 0" href="x">R&amp;D</a> &lt;b&gt;')).toBe('R&D <b>');
  });

  it('hides the rest after a comment or a script that never ends', () => {
    expect(read('<p>kept</p><!-- the rest')).toBe('kept');
    expect(read('<p>kept</p><script>the rest')).toBe('kept');
  });
});
