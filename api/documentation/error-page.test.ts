import { describe, expect, it } from 'vitest';
import { errorTable } from '../../contracts/errors/index.ts';
import { errorIndexPage, errorPage } from './error-page.ts';

const codes = Object.keys(errorTable);

describe('the page of an error code', () => {
  it.each(codes)('exists for %s and lets no mark of the text become markup', (code) => {
    const html = errorPage(code) ?? '';
    expect(html).toContain(`<code>${code}</code>`);
    // Only the page's own elements; everything of the table is escaped.
    const tags = new Set([...html.matchAll(/<\/?([a-z0-9]+)/gi)].map((match) => match[1]));
    expect([...tags].sort()).toEqual(['a', 'body', 'code', 'h1', 'h2', 'head', 'html', 'main', 'meta', 'p', 'title']);
  });

  it('names the runbook where there is one, and no empty heading elsewhere', () => {
    expect(errorPage('PLATFORM_UNAUTHORIZED')).toContain('<code>docs/runbooks/platform-unauthorized.md</code>');
    expect(errorPage('APPROVAL_NOT_FOUND')).not.toContain('on call');
  });

  it.each(['', 'not_found', 'NOTHING', 'constructor', '__proto__', 'toString', '<script>'])(
    'does not exist for %j',
    (code) => {
      expect(errorPage(code)).toBeNull();
    },
  );
});

describe('the list of codes', () => {
  it('links to the page of each', () => {
    const html = errorIndexPage();
    for (const code of codes) expect(html).toContain(`href="/errors/${code}"`);
  });
});
