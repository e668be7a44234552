import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { platformConfigGroups } from '../../activities/ad-platforms/platforms.action.ts';
import { configGroups } from '../../contracts/config/index.ts';
import { renderEnvironmentExample } from '../../contracts/config/render-example.ts';
import { errorTable, isErrorCode } from '../../contracts/errors/index.ts';
import { renderErrorPage } from '../../contracts/errors/render-page.ts';
import { publishedSchemas } from '../../contracts/json-schemas.ts';
import { graphOf, renderSvg } from '../../playbooks/graph/index.ts';
import { compileShippedPlaybooks } from '../../start/compile-playbooks.ts';

describe('pages that follow from code', () => {
  it('every error code has exactly its page, and there is no page of a code that does not exist', () => {
    const pages = readdirSync('docs/errors').sort();
    expect(pages).toEqual(
      Object.keys(errorTable)
        .map((code) => `${code}.md`)
        .sort(),
    );
    for (const page of pages) {
      const code = page.replace('.md', '');
      if (!isErrorCode(code)) throw new Error(`${code} is not a code`);
      expect(readFileSync(`docs/errors/${page}`, 'utf8'), `npm run docs rewrites docs/errors/${page}`).toBe(
        renderErrorPage(code),
      );
    }
  });

  it('.env.example names every setting and no other', () => {
    expect(readFileSync('.env.example', 'utf8'), 'npm run docs rewrites .env.example').toBe(
      renderEnvironmentExample({ ...configGroups, ...platformConfigGroups() }),
    );
  });

  it('docs/environments.md names no setting that does not exist, but for those that it says are elsewhere', () => {
    const example = readFileSync('.env.example', 'utf8');
    const page = readFileSync('docs/environments.md', 'utf8');
    const named = [...page.matchAll(/(?<!\w)[A-Z]+(?:_[A-Z0-9]+)+/g)].map(([name]) => name);
    const unknown = new Set(named.filter((name) => !new RegExp(`^(# )?${name}=`, 'm').test(example)));
    // Read by Vite, by Docker Compose, and by nobody.
    const elsewhere = ['VITE_API_URL', 'MBI_SETTINGS_FILE', 'REDIS_URL', 'LANGCHAIN_TRACING_V2', 'LANGCHAIN_PROJECT'];
    expect([...unknown].sort()).toEqual(elsewhere.sort());
  });

  it('the schemas of a context and a recommendation are those that are checked by', () => {
    for (const { name, text } of publishedSchemas())
      expect(readFileSync(`docs/${name}`, 'utf8'), `npm run docs rewrites docs/${name}`).toBe(text);
  });

  it('every shipped playbook has its picture, and there is no picture of one that does not ship', () => {
    const shipped = compileShippedPlaybooks();
    expect(readdirSync('docs/graphs').sort()).toEqual(shipped.map(({ slug }) => `${slug}.svg`).sort());
    for (const { slug, plan } of shipped) {
      const picture = readFileSync(`docs/graphs/${slug}.svg`, 'utf8');
      expect(picture, `npm run docs rewrites docs/graphs/${slug}.svg`).toBe(renderSvg(graphOf(plan)));
    }
  });
});
