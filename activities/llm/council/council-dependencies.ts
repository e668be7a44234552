import type { ActionContext } from '../../../contracts/action-handler.ts';
import type { Database } from '../../../db/connect.ts';
import type { Tracing } from '../ledger/record-call.ts';
import type { ConfiguredModel } from '../models/configured-models.ts';
import type { PersonalDataGuard } from '../outgoing/personal-data.ts';
import type { PromptRegistry } from '../prompts/index.ts';
import type { Patience } from '../wire/with-retries.ts';

/** What a council is made of. */
export type CouncilDependencies = {
  readonly database: Database;
  /** Every model that has a key, in the order Grok, Claude, GPT. */
  readonly models: readonly ConfiguredModel[];
  /** The names of the models that write and that check, when the configuration says so. */
  readonly generator: string | undefined;
  readonly verifier: string | undefined;
  readonly registry: PromptRegistry;
  /** The guard of a tenant's personal data. */
  readonly guardOf: (tenant_id: string) => Promise<PersonalDataGuard>;
  readonly clock: { now(): Date };
  readonly log: ActionContext['log'];
  readonly patience: Patience;
  readonly tracing: Tracing;
};
