import { describe, expect, it } from 'vitest';
import { told } from '../../../tests/playbooks/compile-text.ts';
import { testDefinitions } from '../../../tests/playbooks/definitions.ts';
import { compilePlaybook } from '../index.ts';

const options = { file: 'a.yaml', actions: testDefinitions };
const base = 'id: a_v1\nname: A\nsteps:\n  - { id: a, wait: 1h }\n';

describe('a text that YAML cannot read, or should not', () => {
  it.each([
    ['', ['error EMPTY 1:1-2 The file is empty.']],
    [`   \n\n`, ['error EMPTY 1:1-2 The file is empty.']],
    [`# only a comment\n`, ['error EMPTY 1:1-2 The file is empty.']],
    [`---\n`, ['error EMPTY 1:1-2 The file has no playbook in it.']],
    ['null', ['error EMPTY 1:1-2 The file has no playbook in it.']],
    ['~', ['error EMPTY 1:1-2 The file has no playbook in it.']],
    ['﻿', ['error EMPTY 1:1-2 The file is empty.']],
  ])('%s', (text, findings) => {
    expect(told(compilePlaybook(text, options).diagnostics)).toEqual(findings);
  });

  it.each([
    [
      '	owner: ana',
      ['error YAML_TAB 5:1-2 A tab is used for indentation; YAML allows spaces only. → Replace the tab by two spaces.'],
    ],
    [
      '  owner: ana',
      [
        'error YAML_SYNTAX 5:1-2 The YAML cannot be read here: all mapping items must start at the same column. → Check the indentation, colons and quotes of this line and the one above.',
      ],
    ],
    [
      'owner: ana: ben',
      [
        'error YAML_SYNTAX 5:8-9 The indentation or a colon does not fit here; put a text that contains ": " in quotes. → Check the indentation, colons and quotes of this line and the one above.',
      ],
    ],
    [
      'owner: "ana',
      [
        'error YAML_SYNTAX 5:8-12 This text has no closing quote. → Close the quote; everything behind it was read as part of the text.',
      ],
    ],
    [
      'owner: [ana',
      [
        'error YAML_SYNTAX 5:12-13 The YAML cannot be read here: flow sequence in block collection must be sufficiently indented and end with a ]. → Check the indentation, colons and quotes of this line and the one above.',
      ],
    ],
    [
      'owner: {ana',
      [
        'error YAML_SYNTAX 5:12-13 The YAML cannot be read here: flow map in block collection must be sufficiently indented and end with a }. → Check the indentation, colons and quotes of this line and the one above.',
      ],
    ],
    [
      'owner: @ana',
      [
        'error YAML_SYNTAX 5:8-9 The YAML cannot be read here: plain value cannot start with reserved character @. → Check the indentation, colons and quotes of this line and the one above.',
      ],
    ],
    [
      'owner: `ana`',
      [
        'error YAML_SYNTAX 5:8-9 The YAML cannot be read here: plain value cannot start with reserved character `. → Check the indentation, colons and quotes of this line and the one above.',
      ],
    ],
    [
      'owner: %ana',
      [
        'error YAML_SYNTAX 5:8-9 The YAML cannot be read here: plain value cannot start with directive indicator character %. → Check the indentation, colons and quotes of this line and the one above.',
      ],
    ],
    [
      'owner: *ana',
      [
        'error YAML_SYNTAX 5:8-12 The alias *ana points to no anchor before it. → Put &ana before the value, or write the text in quotes.',
      ],
    ],
    [`owner: &x ana\nlabels: *x`, ['error TYPE_MISMATCH 5:11-14 `labels` is a text.']],
    [
      'owner: !secret ana',
      [
        'error YAML_TAG 5:8-15 Tags such as !name are not part of the playbook language. → Write the value out; put a text that begins with ! in quotes.',
      ],
    ],
    [
      'owner: !!str 7',
      [
        'error YAML_TAG 5:14-15 Tags such as !!str are not part of the playbook language. → Write the value out; put a text that begins with ! in quotes.',
      ],
    ],
    [
      `labels: &l { a: b }\n<<: *l`,
      ['error YAML_TAG 6:1-3 Merge keys (<<) are not part of the playbook language. → Write the values out.'],
    ],
    [
      'labels: { <<: { a: b } }',
      ['error YAML_TAG 5:11-13 Merge keys (<<) are not part of the playbook language. → Write the values out.'],
    ],
    [
      'owner: {{ inputs.who }}',
      [
        "error TEMPLATE_UNQUOTED 5:8-24 A value that starts with {{ must stand in quotes, because YAML reads { as the start of a map. → '{{ inputs.who }}'",
      ],
    ],
    [
      'owner: { { inputs.who } }',
      [
        "error TEMPLATE_UNQUOTED 5:8-26 A value that starts with {{ must stand in quotes, because YAML reads { as the start of a map. → '{{ inputs.who }}'",
      ],
    ],
    [
      'owner: {{ inputs.who }} x',
      [
        "error TEMPLATE_UNQUOTED 5:8-26 A value that starts with {{ must stand in quotes, because YAML reads { as the start of a map. → '{{ inputs.who }}'",
      ],
    ],
    [
      'description: {{ a }} and "b"',
      [
        "error TEMPLATE_UNQUOTED 5:14-29 A value that starts with {{ must stand in quotes, because YAML reads { as the start of a map. → '{{ a }}'",
      ],
    ],
    [`---\nid: b_v1`, ['error YAML_DOCUMENTS 5:1-4 A file holds one playbook; this starts another document.']],
    [`...\nid: b_v1`, ['error YAML_DOCUMENTS 6:1-4 A file holds one playbook; this starts another document.']],
    [
      'owner: !!int "7"',
      [
        'error YAML_TAG 5:14-17 Tags such as !!str are not part of the playbook language. → Write the value out; put a text that begins with ! in quotes.',
      ],
    ],
    [
      'labels: !!map { a: b }',
      [
        'error YAML_TAG 5:15-23 Tags such as !!str are not part of the playbook language. → Write the value out; put a text that begins with ! in quotes.',
      ],
    ],
    [
      'labels: !secret { a: b }',
      [
        'error YAML_TAG 5:9-16 Tags such as !name are not part of the playbook language. → Write the value out; put a text that begins with ! in quotes.',
      ],
    ],
    [`? [a, b]\n: ana`, ['error YAML_SYNTAX 5:3-9 A key must be a plain text.']],
    [
      `owner: ana\nowner: ben`,
      ['error KEY_DUPLICATE 6:1-6 This key stands twice in the same map. → Remove or rename one of them.'],
    ],
    [
      'labels: { a: b, a: c }',
      ['error KEY_DUPLICATE 5:17-18 This key stands twice in the same map. → Remove or rename one of them.'],
    ],
    [
      `on: x.y\n"on": y.z`,
      ['error KEY_DUPLICATE 6:1-5 This key stands twice in the same map. → Remove or rename one of them.'],
    ],
    [
      `owner: |\n	ana`,
      [
        'error YAML_SYNTAX 6:1-2 The YAML cannot be read here: block scalar values in collections must be indented. → Check the indentation, colons and quotes of this line and the one above.',
      ],
    ],
    [
      `owner:\n	- ana`,
      ['error YAML_TAB 6:1-2 A tab is used for indentation; YAML allows spaces only. → Replace the tab by two spaces.'],
    ],
    [
      "owner: 'it's'",
      [
        'error YAML_SYNTAX 5:12-14 The YAML cannot be read here: unexpected scalar at node end. → Check the indentation, colons and quotes of this line and the one above.',
      ],
    ],
    ['labels: {a:1}', ['error TYPE_MISMATCH 5:10-13 The label a:1 is empty.']],
    [
      '- x',
      [
        'error YAML_SYNTAX 5:1-2 The indentation or a colon does not fit here; put a text that contains ": " in quotes. → Check the indentation, colons and quotes of this line and the one above.',
      ],
    ],
    [
      `owner: ana\n owner2: ben`,
      [
        'error YAML_SYNTAX 5:8-9 The indentation or a colon does not fit here; put a text that contains ": " in quotes. → Check the indentation, colons and quotes of this line and the one above.',
      ],
    ],
    [
      'owner ana',
      [
        'error YAML_SYNTAX 5:1-10 The YAML cannot be read here: implicit map keys need to be followed by map values. → Check the indentation, colons and quotes of this line and the one above.',
      ],
    ],
    [
      `description: >\n  ok\n bad`,
      [
        'error YAML_SYNTAX 7:1-2 The YAML cannot be read here: all mapping items must start at the same column. → Check the indentation, colons and quotes of this line and the one above.',
      ],
    ],
    [
      '%YAML 1.1',
      [
        'error YAML_SYNTAX 5:1-2 The YAML cannot be read here: plain value cannot start with directive indicator character %. → Check the indentation, colons and quotes of this line and the one above.',
      ],
    ],
  ])('%s', (text, findings) => {
    expect(told(compilePlaybook(base + text, options).diagnostics)).toEqual(findings);
  });
});

describe('YAML that is odd and right', () => {
  it.each([
    'owner: "ana: ben"',
    'owner: ana]',
    `? owner\n: ana`,
    'owner: "!ana"',
    'owner: ana # the boss',
    'owner: ana#ben',
    "owner: 'it''s'",
    '"owner": ana',
    '',
    `description: |\n  a: b\n  {{ not read }}\n`,
    `description: >-\n  folded\n  text`,
    'labels: { a: b, }',
    'labels: {"a":"b"}',
    `labels:\n  a: b\n  "c d": e`,
    `owner: ana
\ndescription: x
`,
    `owner: &x ana\nlabels: { boss: *x }`,
    `# comment\n\n\nowner: ana`,
    "owner: '{{ x }}'",
  ])('%s: nothing is wrong', (text) => {
    expect(told(compilePlaybook(base + text, options).diagnostics)).toEqual([]);
  });
});
