import { defineErrors } from './define.ts';

/** Mistakes in the YAML itself, before anything of the language is looked at. One code for each kind of mistake. */
export const playbookYamlErrors = defineErrors({
  PLAYBOOK_EMPTY: {
    status: 422,
    retryable: false,
    title: 'The playbook is empty',
    meaning: 'There is nothing in the file but spaces or comments.',
    fix: 'Start with `id`, `name` and `steps`; `docs/playbook-language.md` has a complete example.',
  },
  PLAYBOOK_NOT_TEXT: {
    status: 422,
    retryable: false,
    title: 'The file is not UTF-8 text',
    meaning: 'The bytes of the file are not valid UTF-8, so the text could be read in more than one way.',
    fix: 'Save the file as UTF-8.',
  },
  PLAYBOOK_TOO_LARGE: {
    status: 422,
    retryable: false,
    title: 'The playbook is too large',
    meaning: 'A playbook may have at most 128 KB.',
    fix: 'Move data out of the playbook into inputs or an action.',
  },
  PLAYBOOK_YAML_LIMIT: {
    status: 422,
    retryable: false,
    title: 'The YAML is too deep or too tangled',
    meaning:
      'A playbook may have 5,000 values, 32 levels and 10 aliases. More is refused before it is read, because a small text can stand for a huge one.',
    fix: 'Write the values out, or split the playbook.',
  },
  PLAYBOOK_YAML_SYNTAX: {
    status: 422,
    retryable: false,
    title: 'The YAML cannot be read',
    meaning: 'The text is not valid YAML 1.2 at this place.',
    fix: 'Check the indentation, colons and quotes of this line and the one above.',
  },
  PLAYBOOK_YAML_TAB: {
    status: 422,
    retryable: false,
    title: 'A tab is used for indentation',
    meaning: 'YAML allows only spaces before a key.',
    fix: 'Replace the tab by two spaces.',
  },
  PLAYBOOK_YAML_TAG: {
    status: 422,
    retryable: false,
    title: 'Tags, directives and merge keys are not part of the language',
    meaning: '`!name`, `%YAML` and `<<` can make the same text mean different things, so they are refused.',
    fix: 'Write the value out; put a text that begins with ! in quotes.',
  },
  PLAYBOOK_YAML_DOCUMENTS: {
    status: 422,
    retryable: false,
    title: 'More than one document in the file',
    meaning: '`---` starts another document; one file is one playbook.',
    fix: 'Put the other playbook into a file of its own.',
  },
  PLAYBOOK_KEY_DUPLICATE: {
    status: 422,
    retryable: false,
    title: 'A key stands twice',
    meaning: 'The same key appears twice in one map, so one of the values would be lost.',
    fix: 'Remove or rename one of them.',
  },
  PLAYBOOK_TEMPLATE_UNQUOTED: {
    status: 422,
    retryable: false,
    title: 'An expression is not in quotes',
    meaning: 'YAML reads a value that starts with `{{` as a map, not as an expression.',
    fix: "Put it in quotes: `'{{ name }}'`.",
  },
  PLAYBOOK_NUMBER_AMBIGUOUS: {
    status: 422,
    retryable: false,
    title: 'A number can be read in more than one way',
    meaning:
      'Leading zeros, exponents and hexadecimal numbers mean different things to different YAML readers, and very long numbers lose digits.',
    fix: 'Write plain digits; an id that only looks like a number needs quotes.',
  },
  PLAYBOOK_TEXT_AMBIGUOUS: {
    status: 422,
    retryable: false,
    title: 'A text can be read as something else',
    meaning:
      'Words such as `no` and `on`, times such as `12:30` and numbers with `_` are texts here, but not for every YAML reader.',
    fix: 'Put it in quotes, or write `true`, `false` or plain digits if that is meant.',
  },
  PLAYBOOK_TEXT_INVISIBLE: {
    status: 422,
    retryable: false,
    title: 'There is a character that cannot be seen',
    meaning: 'Zero-width, control and direction characters can make a playbook look like something else than it is.',
    fix: 'Delete the character.',
  },
});
