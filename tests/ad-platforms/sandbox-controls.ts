import { z } from 'zod';
import { type AudienceState, ledgerSchema } from '../../contracts/ad-platform.ts';

const receivedConversions = z.object({
  conversions: z.array(z.object({ destination: z.string(), event_id: z.string(), times: z.int(), wire: z.unknown() })),
});

/** Faults as the sandbox takes them; its README says what each does. */
export type SandboxFault = { readonly kind: string; readonly [setting: string]: unknown };

/** The sandbox’s controls over HTTP: what a test may do to the world behind the platform’s back. */
export function sandboxControls(url: string) {
  async function call(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${url}/_sandbox/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`The sandbox refused ${method} ${path}: ${JSON.stringify(answer)}`);
    return answer;
  }
  return {
    /** Switches a fault on. */
    fault: (...faults: readonly SandboxFault[]) => call('POST', 'faults', { faults }),
    /** Takes every fault away. */
    clearFaults: () => call('DELETE', 'faults'),
    /** Somebody changes a field in the platform’s own screens; field and value as on the wire. */
    personEdits: (entity_id: string, field: string, value: string | number) =>
      call('POST', 'human_edits', { entity_id, field, value }),
    addCampaign: (account_id: string, campaign: object, more: { readonly account?: object } = {}) =>
      call('POST', 'campaigns', { account_id, campaign, ...more }),
    /** Puts audiences into an account. */
    addAudiences: (account_id: string, audiences: readonly AudienceState[]) =>
      call('POST', 'audiences', { account_id, audiences }),
    /** Every conversion that counts at a destination, with how often it was received and what stood on the wire. */
    conversionsAt: async (destination: string) => {
      const { conversions } = receivedConversions.parse(await call('GET', 'conversions'));
      return conversions.filter((each) => each.destination === destination);
    },
    /** What was applied to one entity, oldest first: the oracle for exactly-once. */
    ledgerOf: async (entity_id: string) => {
      const ledger = ledgerSchema.parse(await call('GET', 'ledger'));
      return ledger.entries.filter((entry) => entry.entity_id === entity_id);
    },
    /** The creatives that were made and whose name carries this key. */
    creativesMade: async (key: string) => {
      const ledger = ledgerSchema.parse(await call('GET', 'ledger'));
      return ledger.entries.filter(
        (entry) => entry.field === 'creative_content' && JSON.stringify(entry.after).includes(key),
      );
    },
    /** Moves the sandbox’s clock on. */
    passTime: (advance_seconds: number) => call('POST', 'clock', { advance_seconds }),
    /** The sandbox’s own moment. */
    now: async () => new Date(z.object({ now: z.string() }).parse(await call('GET', 'clock')).now),
  };
}
/** The sandbox’s controls. */
export type SandboxControls = ReturnType<typeof sandboxControls>;
