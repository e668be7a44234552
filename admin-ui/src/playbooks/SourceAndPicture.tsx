import Box from '@mui/material/Box';
import { Panel } from '../layout/Panel.tsx';
import { StateMessage } from '../layout/StateMessage.tsx';
import { PicturePanel } from './PicturePanel.tsx';
import type { PlaybookView } from './playbook-view.ts';
import { YamlView } from './YamlView.tsx';

/** A playbook as its authors wrote it, and the same as a picture beside it. */
export function SourceAndPicture(props: { playbook: PlaybookView }) {
  const { source, id } = props.playbook;
  return (
    <Box
      sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'repeat(2, minmax(0, 1fr))' } }}
    >
      {source === null ? (
        <StateMessage title="The source is not available">
          The server did not send the text of this playbook.
        </StateMessage>
      ) : (
        <Panel title="Source (read-only)" flush>
          <YamlView source={source} />
        </Panel>
      )}
      <PicturePanel id={id} />
    </Box>
  );
}
