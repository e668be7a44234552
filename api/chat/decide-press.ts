import { CodedError } from '../../contracts/errors/index.ts';
import type { Principal } from '../../contracts/roles.ts';
import { withTenant } from '../../db/connect.ts';
import { findMember } from '../../db/queries/api-keys.ts';
import { appendAudit } from '../../db/queries/audit.ts';
import { findChannelPerson } from '../../db/queries/channel-identities.ts';
import { decide } from '../decisions/decide.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { answerPrivately } from './answer-privately.ts';
import type { Press } from './read-press.ts';

/** As long as a person may wait for the workflow in the background; their decision is kept in any case. */
const decideWithinMs = 20_000;

/**
 * Hands a press to the decision service as the person whom the tenant knows by this identity, with exactly the digest that
 * the message showed. Whoever is unknown, or may not decide, hears so privately, and the approval goes on waiting. A
 * decision that counts needs no answer here: the message itself is rewritten. Never throws.
 */
export async function decidePress(
  deps: Pick<ApiDependencies, 'database' | 'relay' | 'temporal' | 'events' | 'log' | 'now' | 'settings'>,
  press: Press,
): Promise<void> {
  const { approval_id, plan_digest, tenant_id } = press.reference;
  try {
    const principal = await principalOf(deps, press);
    if (principal === null) {
      await answerPrivately(
        deps,
        press,
        'Nobody in MBI is known by your identity here, so this was not counted. Ask an administrator to link you.',
      );
      return;
    }
    const { decision, reason } = press;
    const caller = {
      principal,
      inTenant: <T>(work: Parameters<typeof withTenant<T>>[2]) => withTenant(deps.database, tenant_id, work),
    };
    const request = { approval_id, plan_digest, decision, edits: null, reason, channel: 'slack' };
    const { approval } = await decide(deps, caller, request, AbortSignal.timeout(decideWithinMs));
    if (approval.status === 'pending')
      await answerPrivately(deps, press, 'Your voice counts; more people must say yes.');
  } catch (error) {
    if (!(error instanceof CodedError))
      deps.log.error({ err: error, approval_id }, 'a press in the chat was not decided');
    const sentence = error instanceof CodedError ? error.message : 'Something went wrong; please decide in the inbox.';
    await answerPrivately(deps, press, sentence);
  }
}

async function principalOf(deps: Pick<ApiDependencies, 'database'>, press: Press): Promise<Principal | null> {
  const { tenant_id, approval_id } = press.reference;
  return withTenant(deps.database, tenant_id, async (tx) => {
    const person = await findChannelPerson(tx, { channel: 'slack', external_id: press.external_id });
    const member = person === null ? null : await findMember(tx, person.user_id);
    if (member !== null) {
      const { user_id, email, roles } = member;
      return { tenant_id, user_id, email, roles: [...roles], api_key_id: null };
    }
    // A refused attempt is worth knowing about.
    await appendAudit(tx, {
      ...{ action: 'decision.refused', entity_type: 'approval', entity_id: approval_id },
      details: { channel: 'slack', code: 'DECISION_NOT_ELIGIBLE', external_id: press.external_id },
    });
    return null;
  });
}
