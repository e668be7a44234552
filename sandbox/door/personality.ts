import type { Fault } from '../faults/fault.ts';
import type { Faults } from '../faults/faults.ts';
import type { AccountSpec } from '../world/account-spec.ts';
import type { Books } from '../world/books.ts';
import type { World } from '../world/world.ts';
import type { Call } from './call.ts';
import type { Reply } from './reply.ts';
import type { TokenLife, Tokens } from './tokens.ts';

/** What every door has behind it. */
export type DoorDeps = { readonly world: World; readonly faults: Faults; readonly tokens: Tokens };

/** What a call is about, under the names of the books; asked before anybody knows who calls. */
export type Target = {
  readonly access: 'read' | 'write';
  readonly entity_ids: readonly string[];
  readonly fields: readonly string[];
};

/** Where a call that has passed the door is answered. */
export type Scene = {
  readonly world: World;
  readonly tokens: Tokens;
  readonly account: AccountSpec;
  /** The books as this call sees them, which may lag behind; writes take `openNow` instead. */
  readonly books: Books;
  /** The books as they are. */
  readonly openNow: () => Books;
  /** Whether this item of a batch is to fail by itself; asked once for each item. */
  readonly itemFails: (item: { readonly entity_ids: readonly string[]; readonly fields: readonly string[] }) => boolean;
};

/** A platform as it shows itself on the wire. Everything that is thrown with `refusal` is its answer too. */
export type Personality = TokenLife & {
  readonly owns: (path: string) => boolean;
  readonly targetOf: (call: Call, world: World) => Target;
  readonly tokenOf: (call: Call) => string | null;
  /** Calls that need no access token, such as fetching one; null for all others. */
  readonly withoutToken?: (call: Call, deps: DoorDeps) => Reply | null;
  readonly answer: (call: Call, scene: Scene) => Reply;
  /** The answer to no token (null) or to one that opens nothing. */
  readonly wrongToken: (call: Call, token: string | null) => Reply;
  /** The answer to a token that has ended; the fault when one ended it. */
  readonly expiredToken: (call: Call, fault: Extract<Fault, { kind: 'expired_token' }> | null) => Reply;
  readonly throttled: (call: Call, fault: Extract<Fault, { kind: 'throttle' }>) => Reply;
  /** A failure of the platform’s own that may be tried again. */
  readonly serverError: (call: Call) => Reply;
  readonly badBody: (call: Call) => Reply;
  /** Last touches to any answer, such as request ids; the account is null while nobody has signed in. */
  readonly finish?: (reply: Reply, call: Call, account: AccountSpec | null) => Reply;
};
