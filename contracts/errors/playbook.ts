import { defineErrors } from './define.ts';
import { playbookCallErrors } from './playbook-calls.ts';
import { playbookExpressionErrors } from './playbook-expression.ts';
import { playbookPolicyErrors } from './playbook-policy.ts';
import { playbookShapeErrors } from './playbook-shape.ts';
import { playbookTestingErrors } from './playbook-testing.ts';
import { playbookYamlErrors } from './playbook-yaml.ts';

/** What the playbook compiler can find. One code for each kind of mistake. */
export const playbookErrors = {
  ...defineErrors({
    PLAYBOOK_INVALID: {
      status: 422,
      retryable: false,
      title: 'The playbook does not compile',
      meaning: 'The compiler found at least one error; all of them are listed with their place.',
      fix: 'Mend each diagnostic; `mbi validate` shows them with the line.',
    },
  }),
  ...playbookYamlErrors,
  ...playbookShapeErrors,
  ...playbookExpressionErrors,
  ...playbookPolicyErrors,
  ...playbookCallErrors,
  ...playbookTestingErrors,
};
