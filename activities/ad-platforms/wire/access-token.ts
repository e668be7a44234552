import type { Credential } from '../../../contracts/credential.ts';
import { CodedError } from '../../../contracts/errors/index.ts';

/** What keeps the access to one account alive. */
export type AccessToken = {
  /**
   * Makes a call with a token that is good. One that is known to end within a minute is renewed first. A call that fails with
   * PLATFORM_UNAUTHORIZED and `details.token_ended` is made once more with a renewed token: the platform refused it before
   * looking at it, so that a write was not applied either. Everything else that the call throws is passed on.
   */
  withToken<Result>(call: (access_token: string) => Promise<Result>): Promise<Result>;
};

const renewBeforeSeconds = 60;

function tokenEnded(error: unknown): boolean {
  return error instanceof CodedError && error.code === 'PLATFORM_UNAUTHORIZED' && error.details.token_ended === true;
}

/**
 * Keeps a credential fresh. `renew` asks the platform for a new one by the refresh token; `saveCredential` keeps it before it
 * is used, because a platform may have made the old one worthless. One renewal serves all calls that wait for it. Throws
 * PLATFORM_UNAVAILABLE when the renewed credential cannot be kept; it is then kept at the next call, without another renewal.
 */
export function createAccessToken(deps: {
  readonly vendor: string;
  readonly credential: Credential;
  /** Null where nothing is known to renew with, such as the app that the account was connected by. */
  readonly renew: ((refresh_token: string) => Promise<Credential>) | null;
  readonly saveCredential: (renewed: Credential) => Promise<void>;
  readonly now: () => Date;
}): AccessToken {
  let current = deps.credential;
  let unsaved: Credential | null = null;
  let underWay: Promise<void> | null = null;

  async function renewNow(askFor: () => Promise<Credential>): Promise<void> {
    unsaved ??= await askFor();
    try {
      await deps.saveCredential(unsaved);
    } catch {
      // The reason may name what is secret, so it is not passed on.
      const message = `${deps.vendor} renewed our access, but it could not be kept; nothing was sent with it.`;
      throw new CodedError('PLATFORM_UNAVAILABLE', message, { cause: 'credential_not_kept' });
    }
    current = unsaved;
    unsaved = null;
  }

  /** False where there is nothing to renew with. A token that another call has renewed meanwhile is renewed already. */
  async function renew(stale: string): Promise<boolean> {
    if (current.access_token !== stale) return true;
    const { refresh_token } = current;
    const { renew: ask } = deps;
    if (refresh_token === null || ask === null) return false;
    underWay ??= renewNow(() => ask(refresh_token)).finally(() => {
      underWay = null;
    });
    await underWay;
    return true;
  }

  function endsSoon(): boolean {
    const { expires_at } = current;
    return expires_at !== null && Date.parse(expires_at) - deps.now().getTime() < renewBeforeSeconds * 1000;
  }

  return {
    withToken: async (call) => {
      if (endsSoon()) await renew(current.access_token);
      const token = current.access_token;
      try {
        return await call(token);
      } catch (error) {
        if (!tokenEnded(error) || !(await renew(token))) throw error;
        return call(current.access_token);
      }
    },
  };
}
