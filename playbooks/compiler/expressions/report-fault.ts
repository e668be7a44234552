import type { ExpressionFault } from '../../expressions/checking.ts';
import type { CompileContext, Scope } from '../compile-context.ts';
import { closest } from '../nearest.ts';
import type { PlaybookCode } from '../report.ts';
import { type Place, placeInside, type SourceScalar } from '../source-node.ts';
import {
  callFromElsewhere,
  dottedName,
  featureFromElsewhere,
  literalFromElsewhere,
  mapFromElsewhere,
} from './words-from-elsewhere.ts';

/** An expression in the file: the scalar it stands in, and where in the scalar’s value it starts. */
export type ExpressionSource = { readonly node: SourceScalar; readonly text: string; readonly offset: number };

const codes: Readonly<Record<ExpressionFault['kind'], PlaybookCode>> = {
  syntax: 'PLAYBOOK_EXPRESSION_SYNTAX',
  limit: 'PLAYBOOK_EXPRESSION_LIMIT',
  function: 'PLAYBOOK_FUNCTION_UNKNOWN',
  pattern: 'PLAYBOOK_PATTERN_UNSAFE',
  forbidden_name: 'PLAYBOOK_NAME_FORBIDDEN',
  unknown_name: 'PLAYBOOK_NAME_UNKNOWN',
  unknown_field: 'PLAYBOOK_FIELD_UNKNOWN',
  maybe_absent: 'PLAYBOOK_VALUE_MAY_BE_ABSENT',
  type: 'PLAYBOOK_EXPRESSION_TYPE',
  arithmetic: 'PLAYBOOK_EXPRESSION_TYPE',
};

/** Reports a fault of an expression at its exact place in the file, with what could have been meant. */
export function reportFault(
  fault: ExpressionFault,
  source: ExpressionSource,
  scope: Scope,
  context: CompileContext,
): void {
  const place = faultPlace(fault, source);
  const word = source.text.slice(fault.place.start, fault.place.end);
  // A text is compared without its quotes, and suggested with them.
  const [, quote = '', inner = word] = /^(['"])(.*)\1$/s.exec(word) ?? [];
  const near = featureFromElsewhere(inner, fault.choices) ?? closest(inner, fault.choices);
  const meant = near === null ? null : `${quote}${near}${quote}`;
  // A message that starts with a name keeps the name as it is written.
  const message = `${fault.message.replace(/^(it|the|this|there|loops|a|optional|bytes)\b/, (first) => first.charAt(0).toUpperCase() + first.slice(1))}.`;
  const expected = expectedOf(fault);

  if (fault.kind === 'function' && fault.fix.startsWith('There is no clock')) {
    context.report.add({
      code: 'PLAYBOOK_NOT_DETERMINISTIC',
      place,
      message,
      expected: '`now`',
      suggestion: fault.fix,
    });
    return;
  }
  if (fault.kind === 'unknown_name') {
    const later = context.setLater.get(word);
    if (later !== undefined) {
      context.report.add({
        code: 'PLAYBOOK_NAME_LATER',
        place,
        message: `${word} is set on line ${context.report.lineAt(later.start)}, which has not run when this is evaluated.`,
        expected,
        suggestion: 'Move this step below the one that sets the value, or out of the branch.',
      });
      return;
    }
    const suggestion = nameMeant(word, fault, source, scope, context) ?? meant;
    if (fault.fix.includes('in quotes') && suggestion === null) {
      context.report.add({ code: 'PLAYBOOK_BARE_WORD', place, message, expected, suggestion: `'${word}'` });
      return;
    }
    context.report.add({ code: 'PLAYBOOK_NAME_UNKNOWN', place, message, expected, suggestion });
    return;
  }
  const undeclared = fault.kind === 'unknown_field' && fault.choices.length === 0 && message.startsWith('inputs ');
  if (undeclared) {
    const suggestion = `inputs: { ${word}: string }`;
    // However often it is used: what is missing is one line.
    context.report.add({
      code: 'PLAYBOOK_FIELD_UNKNOWN',
      place,
      message,
      expected: 'a declared input',
      suggestion,
      once: message,
    });
    return;
  }
  context.report.add({
    code: codes[fault.kind],
    place,
    message,
    expected,
    suggestion:
      meant ?? callMeant(fault, source) ?? (cutOff(fault, source) ? quotes : fault.fix === '' ? null : fault.fix),
  });
}

/** What a name that is not known most likely stands for: a literal, an input or a feature without its map, or a step by its id. */
function nameMeant(
  word: string,
  fault: ExpressionFault,
  source: ExpressionSource,
  scope: Scope,
  context: CompileContext,
): string | null {
  const literal = literalFromElsewhere(word);
  if (literal !== null) return literal;
  const step = word === 'steps' ? /^\s*\.\s*(\w+)/.exec(source.text.slice(fault.place.end))?.[1] : word;
  const output = step === undefined ? undefined : context.outputsOfSteps.get(step);
  if (output === null) return `Give the step ${step} an \`output\`, and read its result by that name.`;
  if (output !== undefined && Object.hasOwn(scope.names, output))
    return word === 'steps' ? `Read the result by its \`output\` name: ${output}.` : output;
  return dottedName(word, scope.names) ?? mapFromElsewhere(word, scope.names);
}

/** What stands here for a function of another language, or for a `.length`. */
function callMeant(fault: ExpressionFault, { text }: ExpressionSource): string | null {
  const word = text.slice(fault.place.start, fault.place.end);
  if (fault.kind === 'function') {
    const name = word.replace(/\([\s\S]*$/, '').replace(/^.*\./s, '');
    return (fault.choices.length === 0 ? null : callFromElsewhere(word)) ?? closest(name, fault.choices);
  }
  if (fault.kind !== 'type' || !/^(length|size|count|len)$/.test(word)) return null;
  const before = /([\w.[\]]+)\.$/.exec(text.slice(0, fault.place.start))?.[1];
  return before === undefined ? null : `size(${before})`;
}

const quotes = 'Put the whole expression in quotes: in { } and [ ] a comma ends it.';

/** Whether YAML has most likely ended the expression at a comma of its own. */
function cutOff({ kind }: ExpressionFault, { node, text }: ExpressionSource): boolean {
  return kind === 'syntax' && !node.quoted && text.split(/[([]/).length > text.split(/[)\]]/).length;
}

/** What could stand there; a long list is cut to a taste of it. */
function expectedOf({ kind, choices }: ExpressionFault): string | null {
  if (choices.length > 30) return `${choices.slice(0, 12).join(', ')}, …`;
  if (choices.length > 0) return choices.join(', ');
  return kind === 'maybe_absent' ? 'a value that is always there' : null;
}

function faultPlace(fault: ExpressionFault, source: ExpressionSource): Place {
  const { start, end } = fault.place;
  return placeInside(source.node, source.offset + start, Math.max(end - start, 0));
}
