import type { Plan } from '../../contracts/plan/index.ts';
import type { PlatformAbility } from '../../contracts/platform-capabilities.ts';
import type { ValueType } from '../expressions/checking.ts';
import type { ActionCatalog } from './action-catalog.ts';
import type { KnownPlaybook } from './known-playbooks.ts';
import type { Report } from './report.ts';
import type { Place, SourceNode } from './source-node.ts';

/** What an expression at some point of a playbook may name, and what is known to be there. */
export type Scope = {
  readonly names: Readonly<Record<string, ValueType>>;
  readonly guarded: ReadonlySet<string>;
  /** Names that an earlier round of a loop, or the steps that a catch follows, may have set, and that may be set again here. */
  readonly carried?: ReadonlySet<string>;
  /** True when on every way to here the execution has waited, for a time or for people. */
  readonly rested?: boolean;
};

/** A step that changes an ad platform, met while compiling. */
export type WriteStep = {
  readonly stepId: string;
  readonly place: Place;
  readonly asks: boolean;
  readonly scope: Scope;
  /** The parameters of its action. */
  readonly params: readonly string[];
};

/** A step whose action needs something of the platform that it is used on. */
export type PlatformAsk = {
  readonly stepId: string;
  readonly actionId: string;
  readonly needs: readonly PlatformAbility[];
  readonly place: Place;
};

/** A step that starts another playbook: the name as it is written. */
export type ChildCall = { readonly name: string; readonly place: Place };

/** What compiling one playbook shares. */
export type CompileContext = {
  readonly file: string;
  /** The id of the playbook itself; null when it has no usable one. */
  readonly playbookId: string | null;
  readonly report: Report;
  readonly catalog: ActionCatalog;
  readonly scopeKind: Plan['scope'];
  /** The other playbooks that are known; null when nothing is known about them, so that nothing is checked. */
  readonly playbooks: readonly KnownPlaybook[] | null;
  /** True when there are others beside them. */
  readonly incomplete: boolean;
  /** How many people are in each approver group; null when that is not known. */
  readonly groups: ReadonlyMap<string, number> | null;
  /** Names that some step sets, with where: for references that come too early. */
  readonly setLater: ReadonlyMap<string, Place>;
  /** What each step calls its result, by the step’s id. */
  readonly outputsOfSteps: ReadonlyMap<string, string | null>;
  readonly stepIds: Map<string, Place>;
  /** The playbook’s own policy, which a step’s policy starts from; null until it is read. */
  readonly approval: Plan['approval'];
  /** True when the playbook itself says what happens when nobody decides. */
  readonly timeoutOutcomeSaid: boolean;
  readonly writes: WriteStep[];
  readonly calls: ChildCall[];
  readonly asks: PlatformAsk[];
  /** Steps that may ask people, with whether something was waited for before. */
  readonly questions: { readonly stepId: string; readonly place: Place; readonly rested: boolean }[];
  /** True while steps are only looked at to learn what they will name. */
  readonly lookingAhead: boolean;
  /** What the bodies of loops were seen to name; one look at the outermost loop is enough for all loops in it. */
  readonly seenAhead: Map<SourceNode, Scope['names']>;
};
