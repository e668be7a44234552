import type { Platform } from '../../contracts/platform.ts';
import type { Clock } from '../clock/clock.ts';
import type { AccountSpec } from '../world/account-spec.ts';
import type { Inventory } from '../world/inventory.ts';

/** How the access tokens of a platform live: seconds, null when they do not end. */
export type TokenLife = { readonly platform: Platform; readonly token_seconds: number | null };

/** The access tokens of all platforms. */
export type Tokens = {
  /** The account that a token opens; `expired` when it did so once; null when it never did. */
  readonly open: (token: string, life: TokenLife) => AccountSpec | 'expired' | null;
  /** A new access token for a refresh token, or null when that is none. The account's own token is none the worse for it. */
  readonly renew: (
    refresh_token: string,
    life: TokenLife,
  ) => { readonly access_token: string; readonly account: AccountSpec } | null;
  /** Ends one access token for good. */
  readonly expire: (token: string) => void;
  readonly clear: () => void;
};

/**
 * The token of an account's specification never ends by itself. One that was fetched with `refresh-<that token>` is the same
 * with the second of its making behind a dot, and ends after its platform's time.
 */
export function createTokens(deps: { readonly inventory: Inventory; readonly clock: Clock }): Tokens {
  const ended = new Set<string>();
  let last = 0;
  return {
    open: (token, { platform, token_seconds }) => {
      const own = deps.inventory.accountOfToken(token, platform);
      if (own !== null) return ended.has(token) ? 'expired' : own;
      const [, base = '', made = ''] = /^(.+)\.(\d+)$/.exec(token) ?? [];
      const account = deps.inventory.accountOfToken(base, platform);
      if (account === null) return null;
      const old = token_seconds !== null && deps.clock.now() / 1000 > Number(made) + token_seconds;
      return old || ended.has(token) ? 'expired' : account;
    },
    renew: (refresh_token, { platform }) => {
      if (!refresh_token.startsWith('refresh-')) return null;
      const base = refresh_token.slice('refresh-'.length);
      const account = deps.inventory.accountOfToken(base, platform);
      if (account === null) return null;
      last = Math.max(last + 1, Math.floor(deps.clock.now() / 1000));
      return { access_token: `${base}.${last}`, account };
    },
    expire: (token) => void ended.add(token),
    clear: () => {
      ended.clear();
      last = 0;
    },
  };
}
