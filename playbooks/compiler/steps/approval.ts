import { mapType, plain, textType } from '../../expressions/checking.ts';
import { define } from '../flow.ts';
import { stepMaps } from '../keys/index.ts';
import { readApproval } from '../policies/approval.ts';
import { readIdentifier } from '../scalars.ts';
import type { StepKindRow } from './step-kind.ts';

/** What a gate leaves behind. It only goes on when it was approved, so the answer says who and with what edits, not whether. */
const gateResult = mapType({
  approved: plain('boolean'),
  approval_id: textType(),
  approved_by: { kind: 'list', item: textType(), nullable: false },
  edits: mapType({}, plain('any')),
});

/** `approval` without an action: a gate of its own that waits for people. What is `editable` is what people may answer with. */
export const approvalKind: StepKindRow = {
  ...stepMaps.approval,
  compile: ({ base, fields, context, inside, place }) => {
    const node = fields.node('approval');
    const output = readIdentifier(fields.node('output'), '`output`', context.report);
    const approval =
      node === undefined ? context.approval : readApproval(node, { scope: inside, params: null, gate: true }, context);
    context.questions.push({ stepId: base.id, place, rested: inside.rested === true });
    const scope =
      output === null
        ? inside
        : define(inside, output, gateResult, fields.entry('output')?.value.place ?? place, context);
    return {
      step: { ...base, kind: 'approval', approval, output },
      after: { scope: { ...scope, rested: true }, ended: false },
    };
  },
};
