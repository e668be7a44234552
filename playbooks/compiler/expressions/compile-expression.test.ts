import { describe, expect, it } from 'vitest';
import { compileTop, told } from '../../../tests/playbooks/compile-text.ts';

describe('a condition that cannot hold what it says', () => {
  it.each([
    ['context.status == active', ["error BARE_WORD 4:25-31 active is not known here. → 'active'"]],
    ['status == "active"', ['error NAME_UNKNOWN 4:7-13 status is not known here. → context.status']],
    [
      'context.cpa > "3"',
      [
        'error EXPRESSION_TYPE 4:7-24 `>` cannot take a number and a text. → Use string(…) or double(…) to bring both to one type.',
      ],
    ],
    [
      'context.cpa',
      [
        'error EXPRESSION_TYPE 4:7-18 A condition gives a number. → Compare it with something, for example with == or >.',
      ],
    ],
    ['context.cpa = 3', ['error EXPRESSION_SYNTAX 4:19-20 = does not belong here. → Write == to compare.']],
    ['context.cpa => 3', ['error EXPRESSION_SYNTAX 4:19-20 = does not belong here. → Write >= for at least.']],
    ['context.cpa =< 3', ['error EXPRESSION_SYNTAX 4:19-20 = does not belong here. → Write <= for at most.']],
    [
      'context.cpa > 3 and context.ctr < 1',
      ['error EXPRESSION_SYNTAX 4:23-26 and does not belong here. → Write && for and, || for or, ! for not.'],
    ],
    [
      'context.cpa > 3 AND context.ctr < 1',
      ['error EXPRESSION_SYNTAX 4:23-26 AND does not belong here. → Write && for and, || for or, ! for not.'],
    ],
    [
      'not context.cpa > 3',
      ['error EXPRESSION_SYNTAX 4:11-18 context does not belong here. → Write && for and, || for or, ! for not.'],
    ],
    [
      'now() > 3',
      [
        'error NOT_DETERMINISTIC 4:7-12 There is no function now(). → There is no clock and no chance in the language; `now` (without brackets) is the recorded time of the execution.',
      ],
    ],
    [
      'today() == 3',
      [
        'error NOT_DETERMINISTIC 4:7-14 There is no function today(). → There is no clock and no chance in the language; `now` (without brackets) is the recorded time of the execution.',
      ],
    ],
    [
      'random() > 0.5',
      [
        'error NOT_DETERMINISTIC 4:7-15 There is no function random(). → There is no clock and no chance in the language; `now` (without brackets) is the recorded time of the execution.',
      ],
    ],
    [
      'context.status.matches("(a+)+b")',
      [
        'error PATTERN_UNSAFE 4:30-38 The pattern is refused: a repeated group repeats or branches inside. → Use startsWith(), endsWith(), contains() or a simpler pattern.',
      ],
    ],
    [
      'context.status.matches(context.platform)',
      [
        'error PATTERN_UNSAFE 4:7-47 matches() needs its pattern as a text in quotes. → Write the pattern itself, such as "^eu-".',
      ],
    ],
    [
      '"1 == 1"',
      [
        'error CONDITION_CONSTANT 4:7-15 This condition is always true, so it decides nothing. → Leave `when` out to run on every schedule.',
      ],
    ],
    [
      'context.cpa == context.cpa',
      [
        'error CONDITION_CONSTANT 4:7-33 This condition is always true, so it decides nothing. → Leave `when` out to run on every schedule.',
      ],
    ],
    [
      'context.cpa != context.cpa',
      [
        'error CONDITION_CONSTANT 4:7-33 This condition is always false, so it decides nothing. → Leave `schedule` and `on` out to run only when somebody starts it.',
      ],
    ],
    [
      "context.status == 'active' || true",
      [
        'error CONDITION_CONSTANT 4:7-41 This condition is always true, so it decides nothing. → Leave `when` out to run on every schedule.',
      ],
    ],
    [
      'context.constructor == 3',
      ['error NAME_FORBIDDEN 4:15-26 constructor may not be used in an expression. → Choose another name.'],
    ],
    [
      'context.__proto__.x',
      ['error NAME_FORBIDDEN 4:15-24 __proto__ may not be used in an expression. → Choose another name.'],
    ],
    [
      'context.cpa > 3.',
      ['error EXPRESSION_SYNTAX 4:23-24 It ends too early. → Write a CEL expression such as context.cpa > 50.'],
    ],
    [
      '(context.cpa > 3',
      [
        'error EXPRESSION_SYNTAX 4:23-24 It ends too early. → Put the whole expression in quotes: in { } and [ ] a comma ends it.',
      ],
    ],
    [
      'context.cpa >',
      ['error EXPRESSION_SYNTAX 4:20-21 It ends too early. → Write a CEL expression such as context.cpa > 50.'],
    ],
    [
      'context.cpa > 3)',
      ['error EXPRESSION_SYNTAX 4:22-23 ) does not belong here. → Write a CEL expression such as context.cpa > 50.'],
    ],
    [
      "context.status == 'active",
      ['error EXPRESSION_SYNTAX 4:25-32 unterminated string. → Write a CEL expression such as context.cpa > 50.'],
    ],
    ['siz(context.status) > 3', ['error FUNCTION_UNKNOWN 4:7-26 There is no function siz(). → size']],
    ['context.status.startWith("a")', ['error FUNCTION_UNKNOWN 4:7-36 There is no function startWith(). → startsWith']],
    [
      '"{{ context.cpa }} > 3"',
      ['error EXPRESSION_SYNTAX 4:23-24 } does not belong here. → Leave out {{ and }}: all of it is one expression.'],
    ],
    [
      '"context.cpa > {{ 3 }}"',
      ['error EXPRESSION_SYNTAX 4:27-28 } does not belong here. → Leave out {{ and }}: all of it is one expression.'],
    ],
    ['context.cpa > 3 &&', ['error EXPRESSION_SYNTAX 4:25-26 It ends too early. → Write && for and, || for or.']],
    ['inputs.x > 3', ['error FIELD_UNKNOWN 4:14-15 inputs has no field x. → inputs: { x: string }']],
    ['context.cpaa > 3', ['error FIELD_UNKNOWN 4:15-19 context has no field cpaa. → cpa']],
    ['contxt.cpa > 3', ['error NAME_UNKNOWN 4:7-13 contxt is not known here. → context']],
    [
      'context.status > 3',
      [
        'error EXPRESSION_TYPE 4:7-25 `>` cannot take a text and a whole number. → Use string(…) or double(…) to bring both to one type.',
      ],
    ],
    [
      'context.status == 3',
      [
        'error EXPRESSION_TYPE 4:7-26 `==` cannot take a text and a whole number. → Use string(…) or double(…) to bring both to one type.',
      ],
    ],
    [
      'context.clicks == "many"',
      [
        'error EXPRESSION_TYPE 4:7-31 `==` cannot take a whole number and a text. → Use string(…) or double(…) to bring both to one type.',
      ],
    ],
    [
      '!context.cpa',
      [
        'error YAML_TAG 4:7-19 Tags such as !name are not part of the playbook language. → Write the value out; put a text that begins with ! in quotes.',
      ],
    ],
    [
      'context.cpa > 3 ? true : false',
      [
        'error YAML_SYNTAX 4:7-8 The indentation or a colon does not fit here; put a text that contains ": " in quotes. → Check the indentation, colons and quotes of this line and the one above.',
      ],
    ],
    [
      'context.cpa + "x" > 3',
      [
        'error EXPRESSION_TYPE 4:7-24 `+` cannot take a number and a text. → Use string(…) or double(…) to bring both to one type.',
      ],
    ],
    [
      'context["cpa"] > 3 && context.status + 3 == 4',
      [
        'error EXPRESSION_TYPE 4:29-47 `+` cannot take a text and a whole number. → Use string(…) or double(…) to bring both to one type.',
      ],
    ],
    [
      '[1, 2]',
      [
        'error EXPRESSION_TYPE 4:8-9 A condition gives a whole number. → Compare it with something, for example with == or >.',
        'error EXPRESSION_TYPE 4:11-12 A condition gives a whole number. → Compare it with something, for example with == or >.',
      ],
    ],
    [
      '7',
      [
        'error EXPRESSION_TYPE 4:7-8 A condition gives a whole number. → Compare it with something, for example with == or >.',
      ],
    ],
    ['~', ['error TYPE_MISMATCH 4:7-8 A condition is empty.']],
  ])('%s', (text, findings) => {
    expect(told(compileTop(`when: ${text}`).diagnostics)).toEqual(findings);
  });
});

describe('a condition that is right, and may look wrong', () => {
  it.each([
    "context.status == 'active'",
    'context.ctr < 0.01',
    'context.cpa > 3',
    'context.cpa > 3.5',
    '3 < context.cpa',
    'context.clicks == 3.0',
    'size(context.status) > 3',
    'has(context.cpa) && context.cpa > 3',
    'context.status in ["active", "paused"]',
    'context.status.matches("^act")',
    'context.spend / 0 > 3',
    'context.cpa > context.cpc * 10',
    '"!(context.cpa > 3)"',
    'context.status.contains("true")',
    "context.status != ''",
    'context.currency == "eur"',
    'timestamp(now).getHours() < 9',
    'context.cpa_change_pct > 25',
    'context.cpa_change_pct > 0',
    'context.cpa_change_pct > 1',
    'context.cpa_change_pct == 0.0',
    'context.cpa > 0.25',
    '"context.cpa > 3 ? context.ctr > 1 : context.ctr > 2"',
    "entity.name.startsWith('EU')",
  ])('%s: nothing is wrong', (text) => {
    expect(told(compileTop(`when: ${text}`).diagnostics)).toEqual([]);
  });
});
