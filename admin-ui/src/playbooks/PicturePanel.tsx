import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { Panel } from '../layout/Panel.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { useCalls } from '../server/useCalls.ts';
import { describePicture } from './describe-picture.ts';
import { createPlaybookActions } from './playbook-actions.ts';

/** The flow as a picture. It is shown as an image, so that nothing in it can act on the page; its words are its description. */
export function PicturePanel(props: { id: string }) {
  const playbooks = useCalls(createPlaybookActions);
  const { data, error, refetch } = useQuery({
    queryKey: ['playbook-picture', props.id],
    queryFn: () => playbooks.picture(props.id),
  });
  if (data === undefined) {
    if (error !== null) return <LoadingFailed label="picture" error={error} retry={() => void refetch()} />;
    return <LoadingRows label="the picture" rows={1} height={320} />;
  }
  return (
    <Panel title="Picture" flush>
      <Box
        role="region"
        aria-label="Picture of the flow"
        tabIndex={0}
        sx={{ overflow: 'auto', maxHeight: '72vh', borderTop: '1px solid', borderColor: 'divider', bgcolor: '#fff' }}
      >
        <Box
          component="img"
          src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(data)}`}
          alt={describePicture(data)}
          sx={{ display: 'block', mx: 'auto' }}
        />
      </Box>
    </Panel>
  );
}
