import type { JsonObject } from '../../contracts/canonical-json.ts';
import { guardrailFactsSchema, writableFieldSchema } from '../../contracts/change-set.ts';
import type { Fields } from '../compiler/fields.ts';
import { nearest } from '../compiler/nearest.ts';
import type { Report } from '../compiler/report.ts';
import { readText } from '../compiler/scalars.ts';
import { readObject } from './json-of-node.ts';
import type { Answer } from './test-file.ts';

const facts = Object.keys(guardrailFactsSchema.shape);

/** Reads the answer to a write: the live state before it, what it sets, and what guardrails see. Fields and facts that do not exist are reported. */
export function readChange(fields: Fields, report: Report): Extract<Answer, { kind: 'changes' }> {
  return {
    kind: 'changes',
    before: readNamed(fields, 'before', writableFieldSchema.options, report),
    after: readNamed(fields, 'after', writableFieldSchema.options, report),
    currency: readCurrency(fields, report),
    facts: readNamed(fields, 'facts', facts, report),
  };
}

/** A map whose keys are of a closed list: another key would be looked at by nobody. */
function readNamed(fields: Fields, key: string, names: readonly string[], report: Report): JsonObject {
  const node = fields.node(key);
  for (const entry of node?.kind === 'map' ? node.entries : []) {
    if (names.includes(entry.key)) continue;
    report.add({
      code: 'PLAYBOOK_KEY_UNKNOWN',
      place: entry.keyPlace,
      message: `\`${key}\` has no key \`${entry.key}\`.`,
      expected: names.join(', '),
      suggestion: nearest(entry.key, names),
    });
  }
  return readObject(node, `\`${key}\``, report);
}

function readCurrency(fields: Fields, report: Report): string {
  const node = fields.node('currency');
  const currency = readText(node, '`currency`', report);
  if (currency === null || node === undefined || /^[A-Z]{3}$/.test(currency)) return currency ?? 'USD';
  report.add({
    code: 'PLAYBOOK_VALUE_INVALID',
    place: node.place,
    message: `${currency} is no currency.`,
    expected: 'an ISO code such as EUR',
    suggestion: /^[a-z]{3}$/i.test(currency) ? currency.toUpperCase() : null,
  });
  return 'USD';
}
