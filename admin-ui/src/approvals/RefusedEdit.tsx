import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import { useReadable } from '../words/ReadableContext.ts';
import type { ApprovalView } from './approval-view.ts';
import { refusedEditWords } from './refused-edit.ts';

/** Says that an edit was not taken, and why; the plan before it is asked about again. */
export function RefusedEdit(props: { refused: ApprovalView['refused_edit'] }) {
  const say = useReadable();
  if (props.refused === null) return null;
  const { what, why } = refusedEditWords(props.refused);
  return (
    <Alert severity="warning" variant="outlined" role="note">
      <AlertTitle>{say(what)}</AlertTitle>
      {say(why)}
    </Alert>
  );
}
