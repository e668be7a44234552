import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { platformConfigGroups } from '../activities/ad-platforms/platforms.action.ts';
import { actionCatalog } from '../activities/catalog.action.ts';
import { configGroups } from '../contracts/config/index.ts';
import { renderEnvironmentExample } from '../contracts/config/render-example.ts';
import { errorTable, isErrorCode } from '../contracts/errors/index.ts';
import { renderErrorPage } from '../contracts/errors/render-page.ts';
import { publishedSchemas } from '../contracts/json-schemas.ts';
import { renderKeyReference } from '../playbooks/compiler/keys/render-keys.ts';
import { graphOf, renderSvg } from '../playbooks/graph/index.ts';
import { renderPlaybookSchema } from '../playbooks/schema/index.ts';
import { compileShippedPlaybooks } from './compile-playbooks.ts';
import { root } from './state/folders.ts';

// Writes the pages that follow from code, so that nothing is said twice: docs/errors, every key of the playbook language, its JSON
// Schema and those of contexts and recommendations, and .env.example.
const folder = join(root, 'docs', 'errors');
mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) if (!isErrorCode(name.replace('.md', ''))) rmSync(join(folder, name));
for (const code of Object.keys(errorTable)) {
  if (isErrorCode(code)) writeFileSync(join(folder, `${code}.md`), renderErrorPage(code));
}
writeFileSync(join(root, '.env.example'), renderEnvironmentExample({ ...configGroups, ...platformConfigGroups() }));
writeFileSync(join(root, 'docs', 'playbook.schema.json'), renderPlaybookSchema(actionCatalog));
for (const { name, text } of publishedSchemas()) writeFileSync(join(root, 'docs', name), text);
writeFileSync(join(root, 'docs', 'playbook-keys.md'), renderKeyReference());
const graphs = join(root, 'docs', 'graphs');
rmSync(graphs, { recursive: true, force: true });
mkdirSync(graphs, { recursive: true });
for (const { slug, plan } of compileShippedPlaybooks())
  writeFileSync(join(graphs, `${slug}.svg`), renderSvg(graphOf(plan)));
