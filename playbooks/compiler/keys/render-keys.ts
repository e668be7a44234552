import type { JsonValue } from '../../../contracts/canonical-json.ts';
import { type Keys, type LanguageKey, languageMaps, stepKeys, stepMaps } from './index.ts';

/** The page `docs/playbook-keys.md`: every key of the language with its sentence and an example, from the tables that the compiler reads by. */
export function renderKeyReference(): string {
  const { playbook, ...maps } = languageMaps;
  const parts = [
    '# Every key of the playbook language',
    'Written by `npm run docs` from the tables in `playbooks/compiler/keys`, by which the compiler reads. The language itself is explained in [`playbook-language.md`](playbook-language.md).',
    section('Top level', playbook.describe, playbook.keys),
    section('Every step', 'What every step may have, whatever it does.', stepKeys),
    ...Object.entries(stepMaps).map(([kind, { describe, keys }]) => section(`Step: \`${kind}\``, describe, keys)),
    ...Object.entries(maps).map(([name, { what, describe, keys }]) => section(title(name, what), describe, keys)),
  ];
  return `${parts.join('\n\n')}\n`;
}

function title(name: string, what: string): string {
  return what.startsWith('`') ? `Inside ${what}` : `${what} (\`${name}\`)`;
}

function section(heading: string, describe: string, keys: Keys): string {
  const rows = Object.entries<LanguageKey>(keys).map(([name, key]) => {
    const without = key.required === true ? 'required' : key.default === undefined ? '' : `\`${inYaml(key.default)}\``;
    return `| \`${name}\` | ${cell(key.describe)} | \`${cell(inYaml(key.example))}\` | ${cell(without)} |`;
  });
  return [
    `## ${heading}\n\n${describe}\n`,
    '| key | what it says | example | without it |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

/** A value as one writes it on one line of YAML. */
function inYaml(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map((item: JsonValue) => inYaml(item)).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([key, item]) => `${key}: ${inYaml(item)}`)
      .join(', ')} }`;
  if (typeof value !== 'string') return String(value);
  const plain = /^[A-Za-z][A-Za-z0-9_. /-]*$/.test(value) && !/^(?:true|false|null|yes|no|on|off)$/i.test(value);
  return plain || /^\d+[a-z]+$/.test(value) ? value : value.includes("'") ? `"${value}"` : `'${value}'`;
}
