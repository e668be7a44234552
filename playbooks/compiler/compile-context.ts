import type { Plan } from '../../contracts/plan/index.ts';
import type { ValueType } from '../expressions/checking.ts';
import type { ActionCatalog } from './action-catalog.ts';
import type { Report } from './report.ts';
import type { Place } from './source-node.ts';

/** What an expression at some point of a playbook may name, and what is known to be there. */
export type Scope = {
  readonly names: Readonly<Record<string, ValueType>>;
  readonly guarded: ReadonlySet<string>;
};

/** A step that changes an ad platform, met while compiling. */
export type WriteStep = {
  readonly stepId: string;
  readonly place: Place;
  readonly asks: boolean;
  readonly scope: Scope;
};

/** What compiling one playbook shares. */
export type CompileContext = {
  readonly file: string;
  readonly report: Report;
  readonly catalog: ActionCatalog;
  readonly scopeKind: Plan['scope'];
  /** Names that some step sets, with where: for references that come too early. */
  readonly setLater: ReadonlyMap<string, Place>;
  readonly stepIds: Map<string, Place>;
  /** The playbook’s own policy, which a step’s policy starts from; null until it is read. */
  readonly approval: Plan['approval'];
  /** True when the playbook itself says what happens when nobody decides. */
  readonly timeoutOutcomeSaid: boolean;
  readonly writes: WriteStep[];
};
