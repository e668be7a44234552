import { describe, expect, it } from 'vitest';
import { findingsOfTests } from '../../tests/stage/test-findings.ts';

describe('a test file with a mistake', () => {
  it.each<[string, readonly string[]]>([
    ['', ['error EMPTY 1:1 The file is empty.']],
    ['cases: []', ['error KEY_MISSING 1:1 A test file has no `playbook`. → playbook: name.yaml']],
    ['playbook: rise.yaml', ['error VALUE_INVALID 1:11 There is no file rise.yaml.']],
    [`playbook: 7\ncases: []`, ['error KEY_MISSING 1:11 A test file has no `playbook`. → playbook: name.yaml']],
    ['playbook: raise.yaml', ['error KEY_MISSING 1:1 A test file has no `cases`. → cases: …']],
    [`playbook: raise.yaml\ncases: {}`, ['error TYPE_MISMATCH 2:8 `cases` is a map.']],
    [`playbook: raise.yaml\ncases: [a]`, ['error TYPE_MISMATCH 2:9 A case is a text.']],
    [`playbook: raise.yaml\ncases: [{}]`, ['error KEY_MISSING 2:9 A case has no `name`. → name: …']],
    [`playbook: raise.yaml\ncases: [{ name: 7 }]`, ["error TYPE_MISMATCH 2:17 The name is a number. → '7'"]],
    [`playbook: raise.yaml\ncases: [{ name: a }, { name: a }]`, ['error VALUE_INVALID 2:30 Two cases are called "a".']],
    [`playbook: raise.yaml\ncase: []`, ['error KEY_UNKNOWN 2:1 A test file has no key `case`. → cases']],
    [`playbook: raise.yaml\npeople: ann\ncases: []`, ['error TYPE_MISMATCH 2:9 `people` is a text.']],
    [`playbook: raise.yaml\npeople: [ann]\ncases: []`, ['error TYPE_MISMATCH 2:10 A person is a text.']],
    [
      `playbook: raise.yaml\npeople: [{ roles: [approver] }]\ncases: []`,
      ['error KEY_MISSING 2:10 A person has no `name`. → name: …'],
    ],
    [
      `playbook: raise.yaml\npeople: [{ name: ann, role: approver }]\ncases: []`,
      ['error KEY_UNKNOWN 2:23 A person has no key `role`. → roles'],
    ],
    [
      `playbook: raise.yaml\npeople: [{ name: ann, roles: { a: b } }]\ncases: []`,
      ['error TYPE_MISMATCH 2:30 `roles` is a map.'],
    ],
    [
      `playbook: raise.yaml\nuntestable: [{ step: raise }]\ncases: []`,
      [
        'error KEY_MISSING 2:14 An untestable way has no `way`. → way: …',
        'error KEY_MISSING 2:14 An untestable way has no `because`. → because: …',
      ],
    ],
    [`playbook: raise.yaml\nuntestable: raise\ncases: []`, ['error TYPE_MISMATCH 2:13 `untestable` is a text.']],
    [
      `playbook: raise.yaml\nmocks: [{ step: red, example: {} }]\ncases: [{ name: a }]`,
      ['error VALUE_INVALID 2:17 There is no step red. → read'],
    ],
    [
      `playbook: raise.yaml\nuntestable: [{}]\ncases: []`,
      [
        'error KEY_MISSING 2:14 An untestable way has no `step`. → step: …',
        'error KEY_MISSING 2:14 An untestable way has no `way`. → way: …',
        'error KEY_MISSING 2:14 An untestable way has no `because`. → because: …',
      ],
    ],
    [
      `playbook: raise.yaml\n	cases: []`,
      ['error YAML_TAB 2:1 A tab is used for indentation; YAML allows spaces only. → Replace the tab by two spaces.'],
    ],
    ['- playbook: raise.yaml', ['error KEY_MISSING 1:1 A test file has no `playbook`. → playbook: name.yaml']],
    [
      `playbook: raise.yaml\nplaybook: raise.yaml`,
      [
        'error KEY_MISSING 1:1 A test file has no `cases`. → cases: …',
        'error KEY_DUPLICATE 2:1 This key stands twice in the same map. → Remove or rename one of them.',
      ],
    ],
  ])('%s', async (text, findings) => {
    expect(await findingsOfTests(text)).toEqual(findings);
  });
});
