import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../contracts/canonical-json.ts';
import { compilePlaybook } from '../../playbooks/compiler/index.ts';
import { testDefinitions } from './definitions.ts';
import { hostedKeys } from './language-hosts.ts';

const compile = (source: string) => compilePlaybook(source, { file: 'keys.yaml', actions: testDefinitions });
const rows = hostedKeys().map((each) => {
  const word = each.name.split('.').at(-1) ?? '';
  return [each.name, word, each] as const;
});
/** Two letters that changed places, one that is missing, one too many. */
const slips = (word: string) => [
  `${word.slice(0, -2)}${word.at(-1)}${word.at(-2)}`,
  word.slice(0, 1) + word.slice(2),
  `${word}s`,
];
/** The playbook as block YAML would have it, one key a line, so that lines say something. */
const pretty = (playbook: JsonValue) => JSON.stringify(playbook, null, 1);

describe('a key that is spelt wrong', () => {
  const long = rows.filter(([, word]) => word.length > 3);
  it.each(long)('%s is found on its own line, with what was meant', (_, word, { key, host }) => {
    const text = pretty(host(key.example));
    const at = text.lastIndexOf(`"${word}": `);
    expect(at).toBeGreaterThan(0);
    for (const slip of slips(word).filter((each) => each !== word)) {
      const source = `${text.slice(0, at)}"${slip}": ${text.slice(at + word.length + 4)}`;
      const line = text.slice(0, at).split('\n').length;
      const found = compile(source).diagnostics.filter((each) => each.line === line && each.severity === 'error');
      expect([slip, found.map(({ code }) => code)]).toEqual([slip, expect.arrayContaining(['PLAYBOOK_KEY_UNKNOWN'])]);
      const told = found.find(({ code }) => code === 'PLAYBOOK_KEY_UNKNOWN');
      expect([slip, told?.suggestion]).toEqual([slip, expect.stringContaining(word)]);
    }
  });

  it.each(rows)('%s stands once only: said twice it is refused where it comes again', (_, word, { key, host }) => {
    const text = pretty(host(key.example));
    const at = text.lastIndexOf(`"${word}": `);
    const twice = `${text.slice(0, at)}"${word}": 1,\n${text.slice(at)}`;
    const line = text.slice(0, at).split('\n').length + 1;
    const found = compile(twice).diagnostics.filter(({ severity }) => severity === 'error');
    expect(found.map((each) => each.line)).toContain(line);
  });
});
