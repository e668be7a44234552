import type { ExpressionFault } from '../../expressions/checking.ts';
import type { CompileContext } from '../compile-context.ts';
import { nearest } from '../nearest.ts';
import type { PlaybookCode } from '../report.ts';
import { type Place, placeInside, type SourceScalar } from '../source-node.ts';

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
export function reportFault(fault: ExpressionFault, source: ExpressionSource, context: CompileContext): void {
  const place = faultPlace(fault, source);
  const word = source.text.slice(fault.place.start, fault.place.end);
  // A text is compared without its quotes, and suggested with them.
  const [, quote = '', inner = word] = /^(['"])(.*)\1$/s.exec(word) ?? [];
  const near = nearest(inner, fault.choices);
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
    if (fault.fix.includes('in quotes') && meant === null) {
      context.report.add({ code: 'PLAYBOOK_BARE_WORD', place, message, expected, suggestion: `'${word}'` });
      return;
    }
  }
  const called =
    fault.kind === 'function' ? nearest(word.replace(/\(.*$/s, '').replace(/^.*\./s, ''), fault.choices) : null;
  context.report.add({
    code: codes[fault.kind],
    place,
    message,
    expected,
    suggestion: meant ?? called ?? (cutOff(fault, source) ? quotes : fault.fix === '' ? null : fault.fix),
  });
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
