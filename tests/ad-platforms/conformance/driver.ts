import type { OpenAccount, PlatformDefinition } from '../../../activities/ad-platforms/define-platform.ts';
import type { AdPlatformAdapter } from '../../../contracts/ad-platform.ts';

/** All that the suite must be told of a platform; what it can do it reads from the platform’s own capabilities. */
export type ConformanceDriver = {
  readonly platform: PlatformDefinition;
  readonly account: {
    readonly external_id: string;
    readonly currency: string;
    readonly timezone: string;
    readonly settings: Readonly<Record<string, string>>;
    /** The access token that the sandbox takes; `refresh-<token>` renews it. */
    readonly sandbox_token: string;
    /** Whether the sandbox has the account from birth; else the suite adds it. */
    readonly of_demo_world: boolean;
  };
  /** Where conversions go: a pixel, a dataset, an action or a rule of the account; null where the platform takes none. */
  readonly destination: string | null;
  /** An image for the creatives that are made, where words alone make none. */
  readonly creative_image_url?: string;
  /** Whether an expired access token can be renewed without a person. */
  readonly refreshable: boolean;
  /** Whether the platform says how long to wait when it throttles. */
  readonly announces_waits: boolean;
  /** Whether one write may be answered with success as a whole and failure in the part. */
  readonly partial_failures: boolean;
  /** Settings besides those that point at the sandbox, such as a short read lag. */
  readonly settings?: Readonly<Record<string, string>>;
  /** An adapter whose lists come in pages of so many; null where the platform itself decides. */
  readonly smallPages:
    | ((open: OpenAccount, sandbox_url: string, page_size: number) => Promise<AdPlatformAdapter>)
    | null;
};
